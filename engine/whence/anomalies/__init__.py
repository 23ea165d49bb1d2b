"""What is well formed and still looks wrong: rules that nobody needs, that clash, or that leave somebody out.

The kinds follow Preece and Shinghal, *Foundation and application of knowledge base verification* (1994): redundancy,
ambivalence, deficiency. What `check` calls a mistake is not looked for again.
"""
