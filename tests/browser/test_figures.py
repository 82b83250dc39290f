"""The figures in a house that has counted, read by somebody who uses the keyboard only."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_measure_is_found_and_narrowed_with_the_keyboard(page_of: Callable[..., Page]) -> None:
    page = page_of("lena")
    page.goto("/lagesbild/")
    page.get_by_role("link", name="Anmälningar om partnervåld").focus()
    page.keyboard.press("Enter")
    chart = page.get_by_role("img").first
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=chart.element_handle())
    expect(page.get_by_role("table", name="Per kvartal")).to_be_visible()

    years = page.get_by_label("Från år")
    newest = page.get_by_label("Till år").input_value()
    years.focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(newest)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(years).to_have_value(newest)
    expect(page.get_by_role("table", name="Per år").get_by_role("row")).to_have_count(2)


def test_wide_tables_are_scrolled_with_the_keyboard(page_of: Callable[..., Page]) -> None:
    page = page_of("lena", 390)
    page.goto("/lagesbild/")
    table = page.get_by_role("region", name="Alla mått")

    table.focus()
    page.keyboard.press("ArrowRight")

    expect(table).to_be_focused()
    page.wait_for_function("region => region.scrollLeft > 0", arg=table.element_handle())
