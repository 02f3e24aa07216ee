"""Where the sentence of a name begins and ends."""

from graph.councils.participation import participation
from graph.councils.senses import sentence


def test_a_sentence_that_begins_with_the_name_begins_there():
    text = "The contract is for another. Adur District Council will buy. It starts soon."
    start = text.index("Adur")
    assert sentence(text, start, start + 4) == ("", " District Council will buy")


def test_words_of_the_sentence_before_do_not_decide():
    text = "It is carried out on behalf of the members. Arun District Council is a neighbour."
    release = {"ocid": "o", "tender": {"description": text}}
    assert participation(release).participants == []
