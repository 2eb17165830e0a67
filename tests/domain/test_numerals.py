"""Numbers in Chinese words and after bad scans."""

import pytest

from tracker.domain.numerals import chinese_number, ocr_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("二〇二五", 2025),
        ("两", 2),
        ("25", 25),
        ("２５", 25),
        ("三千", 3000),
        ("两万", 20000),
    ],
)
def test_numbers_in_words(text: str, value: int) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "第一", "万", "-3", "1.5"])
def test_what_is_no_number(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize(("text", "value"), [("IOOO", "1000"), ("l5O", "150"), ("L98", "1.98"), ("2O.5", "20.5")])
def test_letters_for_digits(text: str, value: str) -> None:
    assert ocr_number(text) == value


@pytest.mark.parametrize("text", ["1000", "IPO", "", "5G", "O..1"])
def test_what_no_scan_spoilt(text: str) -> None:
    assert ocr_number(text) is None
