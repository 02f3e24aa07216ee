from pathlib import Path

import pytest

from graph.errors import SettingsError
from graph.settings import load_settings


def test_the_environment_is_stronger_than_dotenv_and_dotenv_than_toml(tmp_path: Path) -> None:
    (tmp_path / "tendergraph.toml").write_text(
        '[neo4j]\nuri = "bolt://toml:1"\nusername = "toml"\ndatabase = "toml"\n[server]\nheap = "1g"\n'
    )
    (tmp_path / ".env").write_text("NEO4J_USERNAME=dotenv\nNEO4J_DATABASE='dotenv'\n")
    settings = load_settings(tmp_path, {"NEO4J_DATABASE": "environment"})
    assert (settings.uri, settings.username, settings.database) == ("bolt://toml:1", "dotenv", "environment")
    assert settings.heap == "1g"


def test_the_password_comes_from_its_file_and_is_never_shown(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret with spaces \n")
    settings = load_settings(tmp_path, {"NEO4J_URI": "bolt://h", "NEO4J_PASSWORD_FILE": str(tmp_path / "secret")})
    assert settings.secret == "s3cret with spaces "
    assert "s3cret" not in repr(load_settings(tmp_path, {"NEO4J_URI": "bolt://h", "NEO4J_PASSWORD": "s3cret"}))


@pytest.mark.parametrize("scheme", ["neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"])
def test_every_scheme_is_known(tmp_path: Path, scheme: str) -> None:
    assert load_settings(tmp_path, {"NEO4J_URI": f"{scheme}://h:1"}).uri == f"{scheme}://h:1"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"NEO4J_URI": "http://h:7474"}, "NEO4J_URI is 'http://h:7474'"),
        ({"NEO4J_URI": "localhost:7687"}, "give an address such as neo4j://localhost:7687"),
        ({"NEO4J_URI": "bolt://neo4j:s3cret@h:1"}, "put them in NEO4J_USERNAME and NEO4J_PASSWORD"),
        ({"NEO4J_URI": "ftp://neo4j:s3cret@h:1"}, "NEO4J_URI is 'ftp://...'"),
        ({"TENDERGRAPH_HEAP": "lots"}, "TENDERGRAPH_HEAP is 'lots'"),
        ({"TENDERGRAPH_CONNECT_TIMEOUT": "-1"}, "TENDERGRAPH_CONNECT_TIMEOUT is '-1'"),
        ({"TENDERGRAPH_CLASS_DATA": "perhaps"}, "TENDERGRAPH_CLASS_DATA is 'perhaps'"),
    ],
)
def test_a_value_without_meaning_is_named(tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path, environment)
    assert sentence in caught.value.message
    assert "s3cret" not in caught.value.message
    assert caught.value.exit_code == 2


def test_an_unknown_setting_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "tendergraph.toml").write_text("[neo4j]\nurl = 'bolt://h'\n")
    with pytest.raises(SettingsError, match=r"neo4j\.url"):
        load_settings(tmp_path, {})


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "tendergraph.toml").write_text("[neo4j\n")
    with pytest.raises(SettingsError, match=r"tendergraph\.toml cannot be read"):
        load_settings(tmp_path, {})


def test_a_missing_password_file_is_named(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {"NEO4J_URI": "bolt://h", "NEO4J_PASSWORD_FILE": str(tmp_path / "none")})
    with pytest.raises(SettingsError, match="NEO4J_PASSWORD_FILE"):
        _ = settings.secret
