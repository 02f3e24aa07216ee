"""Settings of the fetch."""

import pytest

from graph.errors import SettingsError
from graph.fetch.settings import FetchSettings, Rate, load_fetch_settings


def test_defaults(tmp_path):
    settings = load_fetch_settings(tmp_path, {})
    assert settings == FetchSettings()
    assert settings.url == "https://www.find-tender.service.gov.uk"
    assert settings.rate == Rate(12, 120.0)


def test_environment_comes_before_dotenv(tmp_path):
    (tmp_path / ".env").write_text("TENDERGRAPH_FTS_RATE=3/10\nTENDERGRAPH_FTS_URL=https://mirror.example.org/\n")
    settings = load_fetch_settings(tmp_path, {"TENDERGRAPH_FTS_RATE": "12/0.5"})
    assert settings.rate == Rate(12, 0.5)
    assert settings.url == "https://mirror.example.org"


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("12", Rate(12, 120)),
        ("6/60", Rate(6, 60)),
        ("6 / 60s", Rate(6, 60)),
        ("12 requests/120 s", Rate(12, 120)),
        ("12 requests in 120 seconds", Rate(12, 120)),
        ("6/min", Rate(6, 60)),
        ("100 per 2 minutes", Rate(100, 120)),
        ("1000/s", Rate(1000, 1)),
        ("0.1/s", Rate(1, 10)),
    ],
)
def test_rates(tmp_path, text, rate):
    assert load_fetch_settings(tmp_path, {"TENDERGRAPH_FTS_RATE": text}).rate == rate


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("URL", "find-tender.service.gov.uk"),
        ("URL", "https://host/api"),
        ("URL", "ftp://host"),
        ("URL", "https://user:secret@host"),
        ("RATE", "0/120"),
        ("RATE", "fast"),
        ("RATE", "12/0"),
        ("RATE", "-1"),
        ("RATE", "12/day"),
        ("TIMEOUT", "-1"),
        ("PATIENCE", "long"),
        ("CONTACT", "caf\u00e9\n"),
    ],
)
def test_a_value_without_meaning_is_refused_by_name(tmp_path, name, text):
    with pytest.raises(SettingsError, match=f"TENDERGRAPH_FTS_{name} is "):
        load_fetch_settings(tmp_path, {f"TENDERGRAPH_FTS_{name}": text})
