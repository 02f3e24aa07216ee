import re
from pathlib import Path

import pytest
import yaml

from graph.councils import senses
from graph.councils.identify import identify
from graph.councils.participation import participation
from graph.councils.rules import as_markdown, rules

ROOT = Path(__file__).parents[3]
ORGANISATIONS = [(rule, example) for rule in rules() if rule.section == "Organisations" for example in rule.examples]
TEXTS = [(rule, example) for rule in rules() if rule.section != "Organisations" for example in rule.examples]
KNOWN = {rule.id for rule in rules()}


def release_with(text, path, buyer):
    release = {"ocid": "ocds-x-1", "parties": [{"name": buyer, "roles": ["buyer"]}]}
    keys = path.split("/")[1:]
    here = release
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        value = text if following is None else [] if following.isdigit() else {}
        if isinstance(here, list):
            here.append(value)
            here = here[-1]
        elif following is None:
            here[key] = value
        else:
            here = here.setdefault(key, value)
    return release


@pytest.mark.parametrize(
    ("rule", "example"), ORGANISATIONS, ids=lambda value: getattr(value, "id", None) or value.text[:40]
)
def test_an_organisation_of_the_table_is_its_councils(rule, example):
    found = identify(example.text)
    assert [code for code, _ in found] == [code for code, _, _ in example.expect]
    assert {by for _, by in found} <= {rule.id}


@pytest.mark.parametrize(("rule", "example"), TEXTS, ids=lambda value: getattr(value, "id", None) or value.text[:40])
def test_a_text_of_the_table_says_what_the_table_says(rule, example):
    result = participation(release_with(example.text, example.path, example.buyer))
    facts = {
        (fact.code, "participates" if fact.basis == "text" else fact.basis, fact.text): fact.rule
        for fact in result.participants
        if fact.basis != "party"
    }
    facts |= {(fact.code, fact.sense, fact.text): fact.rule for fact in result.mentions}
    assert set(example.expect) <= set(facts)
    taking = {fact.code for fact in result.participants if fact.basis == "text"}
    assert taking == {code for code, sense, _ in example.expect if sense == "participates"}
    if rule.section not in ("Lists", "Collective phrases"):
        assert rule.id in facts.values()
    if rule.section == "Collective phrases":
        assert rule.id in {phrase.rule for phrase in result.collective}


def test_every_rule_of_the_code_is_in_the_table():
    in_code = {rule for rule, _, _ in senses.RULES_OF_COUNCILS + senses.RULES_OF_PLACES}
    for module in ("identify", "participation", "collective", "corrections", "lists"):
        source = (ROOT / "graph" / "councils" / f"{module}.py").read_text(encoding="utf-8")
        in_code |= set(
            re.findall(r'"((?:org|collective|list)-[a-z-]+|joint-title|correction|takes-part-elsewhere)"', source)
        )
    assert in_code <= KNOWN


def test_the_page_of_the_rules_is_fresh():
    assert (ROOT / "docs" / "councils-rules.md").read_text(encoding="utf-8") == as_markdown()


SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"][:50])
def test_a_sentence_says_who_takes_part(sentence):
    result = participation(release_with(sentence["text"], "/tender/description", sentence["buyer"]))
    assert {fact.code for fact in result.participants if fact.basis == "text"} == set(sentence["councils"])


NAMES = yaml.safe_load((Path(__file__).parent / "organisations.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES["councils"])
def test_an_organisation_is_its_councils(name):
    assert [code for code, _ in identify(name)] == NAMES["councils"][name]


@pytest.mark.parametrize("name", NAMES["others"])
def test_another_body_of_like_name_is_no_council(name):
    assert identify(name) == ()


def test_an_identifier_of_a_register_of_councils_decides():
    assert identify("Some department", "GB-LAE", "bir") == (("BIR", "org-identifier"),)
    assert identify("Some department", "GB-LAE", "nowhere") == ()
