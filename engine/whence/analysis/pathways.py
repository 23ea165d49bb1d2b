"""Pathways as charts: every arrow leads somewhere, every answer has an arrow, columns meet, no way runs in a circle."""

from __future__ import annotations

from whence.analysis.circles import circles
from whence.analysis.citations import check_citations
from whence.analysis.conditions import ConditionCheck
from whence.analysis.mentions import check_mentions
from whence.analysis.scope import Scope, error
from whence.language.pathway import Apply, Ask, End, Fork, GoTo, Meet, Pathway, successors
from whence.reader.findings import Mention
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span
from whence.values.answers import Words
from whence.values.struct import replace

_NOWHERE = Span("", 1, 1, 1, 1)


def check_pathway(
    pathway: Pathway, mentions: tuple[Mention, ...], scope: Scope, *, whole: bool
) -> tuple[Pathway, list[Diagnostic]]:
    """The pathway with its entry in final form, and what is wrong with it.

    `whole` says that every step of the file could be read; only then is the way through it followed.
    """
    found = check_mentions(mentions, scope)
    found += check_citations(pathway.source, scope)
    cited = {citation.source for citation in pathway.source}
    folders = {source.folder for source in scope.folders.values() if source.id in cited}
    check = ConditionCheck(scope, next(iter(folders)) if len(folders) == 1 else None, found)
    resolved = replace(pathway, enter=check.resolve(pathway.enter))
    unknown = [m for m in mentions if m.kind == "step" and m.word not in pathway.steps] if whole else []
    for mention in unknown:
        said = f"'{mention.word}' is not a step of this pathway"
        found.append(error("P601", said, mention.span, tuple(pathway.steps), mention.word))
    for step in pathway.steps.values():
        match step:
            case Ask():
                found += _asked(step, scope)
            case Apply():
                found += _own_rules(step, mentions, folders, scope)
    if whole and not unknown and pathway.steps:
        found += _ways(pathway)
    return resolved, found


def _asked(step: Ask, scope: Scope) -> list[Diagnostic]:
    if step.name in scope.unsure:
        return []
    fact = scope.facts.get(step.name)
    definition = scope.definitions.get(step.name)
    score = scope.scores.get(step.name)
    if definition is not None:
        answers = definition.answers
    elif score is not None:
        answers = tuple(score.bands)
    elif fact is not None and isinstance(fact.answer, Words):
        answers = fact.answer.answers
    elif fact is not None:
        said = f"'{step.name}' is answered with a number or a day: ask through a definition"
        return [error("P610", said, step.span)]
    elif step.name in (*scope.facts, *scope.definitions, *scope.scores) or scope.blind & {"fact", "definition"}:
        return []
    else:
        said = f"'{step.name}' is neither a fact nor a definition"
        return [error("N305", said, step.span, scope.tested_names(), step.name)]
    missing = tuple(answer for answer in answers if answer not in step.answers)
    strange = [answer for answer in step.answers if answer not in answers]
    if missing and step.answers and not strange:  # a misspelt answer is told once, as such
        said = f"no arrow leaves '{step.id}' for {', '.join(missing)}"
        return [error("P603", said, step.span, missing)]
    return []


def _own_rules(step: Apply, mentions: tuple[Mention, ...], folders: set[str], scope: Scope) -> list[Diagnostic]:
    found = []
    for rule in step.rules:
        folder = rule.partition("/")[0]
        if folders and rule in scope.rules and folder not in folders:
            span = next((m.span for m in mentions if m.kind == "rule" and m.word == rule), step.span)
            said = f"'{rule}' belongs to a source that this pathway does not cite"
            found.append(error("P607", said, span))
    return found


def _ways(pathway: Pathway) -> list[Diagnostic]:
    arrows = {id_: successors(step, pathway) for id_, step in pathway.steps.items()}
    for circle in circles(arrows):
        way = " -> ".join((*circle, circle[0]))
        notes = tuple(Note(f"{step} stands here", pathway.steps[step].span or _NOWHERE) for step in circle[1:])
        place = pathway.steps[circle[0]].span or _NOWHERE
        return [Diagnostic("P605", f"the way runs in a circle: {way}", place, notes=notes)]
    found: dict[tuple[str, str], Diagnostic] = {}
    reached: set[str] = set()
    met: set[str] = set()
    todo: list[tuple[str, tuple[str, ...]]] = [(pathway.start, ())]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while todo:
        id_, open_forks = todo.pop()
        if (id_, open_forks) in seen:
            continue
        seen.add((id_, open_forks))
        reached.add(id_)
        step = pathway.steps[id_]
        match step:
            case Fork(columns=columns, next=following):
                todo += [(column, (*open_forks, id_)) for column in columns]
                todo.append((following, open_forks))
            case Meet(fork=fork):
                met.add(fork)
                if not isinstance(pathway.steps[fork], Fork):
                    found["meet", id_] = _at("P606", f"'{fork}' is not a fork: columns meet after a fork", step.span)
                elif open_forks[-1:] != (fork,):
                    said = f"the way comes to '{id_}' without being in a column of '{fork}'"
                    found["meet", id_] = _at("P606", said, step.span)
            case End() | GoTo():
                if open_forks:
                    said = f"a column of '{open_forks[-1]}' comes to '{id_}' before the columns have met"
                    found["end", id_] = _at("P606", said, step.span)
            case Ask() | Apply():
                todo += [(following, open_forks) for following in arrows[id_]]
    for id_, step in pathway.steps.items():
        if isinstance(step, Fork) and id_ in reached and id_ not in met and not found:
            found["fork", id_] = _at("P606", f"the columns of '{id_}' never meet", step.span)
        if id_ not in reached:
            found["reach", id_] = _at("P602", f"no arrow leads to '{id_}'", step.span)
    return list(found.values())


def _at(code: str, said: str, span: Span | None) -> Diagnostic:
    return error(code, said, span)


def unapplied(scope: Scope) -> list[Diagnostic]:
    """Rules that no pathway of their source applies, for sources that have a pathway."""
    charts = [pathway for pathway in scope.pathways.values() if pathway is not None]
    if len(charts) != len(scope.pathways):
        return []
    cited = {citation.source for pathway in charts for citation in pathway.source}
    applied = {
        rule for pathway in charts for step in pathway.steps.values() if isinstance(step, Apply) for rule in step.rules
    }
    found = []
    for id_, rule in scope.rules.items():
        source = scope.folders.get(id_.partition("/")[0])
        if rule is not None and source is not None and source.id in cited and id_ not in applied:
            if rule.status == "retired" or rule.in_force.until is not None:
                continue
            found.append(error("P608", f"no pathway of {source.id} applies the rule '{id_}'", rule.span))
    return found
