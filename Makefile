run test check setup:
	@python3 dev.py $@
.PHONY: run test check setup
