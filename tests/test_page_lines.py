"""Lines that say who wrote, when it was published, and what is only the page's: tables of what each must give."""

from __future__ import annotations

import pytest

from extractor import patterns
from extractor.page.byline import read_byline, split_glued
from extractor.page.dateline import day_in_image_folders, day_in_image_names, day_in_url, read_date_line
from extractor.page.rules import PageRules, page_rules


@pytest.fixture(scope="module")
def rules() -> PageRules:
    return page_rules(patterns.load())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Tin và ảnh: Thu Hà", ["Thu Hà"]),
        ("Tin, ảnh: Lan Vy, Đức Mạnh", ["Lan Vy", "Đức Mạnh"]),
        ("Tin: An Bình; Ảnh: Văn Tám, Hà Vy", ["An Bình", "Văn Tám", "Hà Vy"]),
        ("Tin: Lan Phúc, ảnh: Quốc Bảo", ["Lan Phúc", "Quốc Bảo"]),
        ("Nội dung: Trần Hà - Ảnh: Việt Long", ["Trần Hà", "Việt Long"]),
        ("TH: Hữu Phước - Tùng Chi", ["Hữu Phước", "Tùng Chi"]),
        ("PV - Ảnh: Thành Đạt", ["PV", "Thành Đạt"]),
        ("Ngọc Liên - TVT", ["Ngọc Liên"]),
        ("Hoàng Hải-Vũ Trâm", ["Hoàng Hải", "Vũ Trâm"]),
        ("Cẩm Tú - Mỹ Duyên", ["Cẩm Tú", "Mỹ Duyên"]),
        ("- Hồng Đào -", ["Hồng Đào"]),
        ("(H.V)", ["H.V"]),
        ("Q.VINH", ["Q.VINH"]),
        ("Q.LIÊN", ["Q.LIÊN"]),
        ("Nh.V - Ảnh: Hữu Đức", ["Nh.V", "Hữu Đức"]),
        ("Nhóm PV Thời sự", ["Nhóm PV Thời sự"]),
        ("Ban Truyền thông Giáo phận Vinh", ["Ban Truyền thông Giáo phận Vinh"]),
        ("Bản tin Hội - TH: Hữu Đức", ["Hữu Đức"]),
        ("PV", ["PV"]),
        ("Thu Hà (TV tỉnh)", ["Thu Hà"]),
        ("Khánh Ly (theo Yonhap)", ["Khánh Ly"]),
        ("Mai Chi Theo Reuters", ["Mai Chi"]),
        ("Theo TTXVN", []),
        ("(Theo VnExpress)", []),
        ("Nguồn: Cổng thông tin điện tử tỉnh", []),
        ("TTXVN/Tin Tức", []),
    ],
)
def test_a_byline_gives_the_names_of_the_writers(rules: PageRules, line: str, names: list[str]) -> None:
    byline = read_byline(line, rules)
    assert byline is not None
    assert list(byline.names) == names


@pytest.mark.parametrize(
    "line",
    [
        "Ông Cao Bá Lộc tặng sách cho các em",
        "Thông tin: liên hệ phòng Nghiệp vụ",
        "Hình thức: thi viết",
        "UBND HUYỆN SÔNG TRÀ",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH CỬU LONG",
        "BAN TỔ CHỨC CUỘC THI",
        "VĂN BẢN MỚI",
        "Hội nghị kết thúc tốt đẹp.",
        "3. Nguyễn Văn An",
        "Sáng 21/4, tại Hà Nội",
        "Theo kế hoạch, trong năm nay huyện còn khai trương thêm hai thư viện xã nữa.",
        "",
    ],
)
def test_other_lines_are_no_bylines(rules: PageRules, line: str) -> None:
    assert read_byline(line, rules) is None


@pytest.mark.parametrize(
    ("paragraph", "tail"),
    [
        ("Lễ hội khép lại trong tiếng vỗ tay. Mai Chi", "Mai Chi"),
        ("Hội nghị đã thành công tốt đẹp./. Thu Hà - Lan Vy", "Thu Hà - Lan Vy"),
        ("Ông nói: “Chúng tôi sẽ cố gắng.” Theo Hà Linh", "Theo Hà Linh"),
        ("Đoàn đã đến thăm và làm việc tại TP. Vị Thanh", None),
        ("Chủ trì hội nghị là PGS.TS. Nguyễn An", None),
        ("Lễ hội khép lại trong tiếng vỗ tay.", None),
    ],
)
def test_a_name_behind_the_last_sentence_is_split_off(rules: PageRules, paragraph: str, tail: str | None) -> None:
    glued = split_glued(paragraph, rules)
    assert (paragraph[glued[0] :].strip() if glued else None) == tail


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("THỨ SÁU, 05/03/2021 15:31", "2021-03-05"),
        ("06/02/2017 | 10:24", "2017-02-06"),
        ("Thứ 2, 04/10/2021 | 14:56", "2021-10-04"),
        ("(28.06.2019 09:11)", "2019-06-28"),
        ("thứ năm, 08 08 2019 08:52", "2019-08-08"),
        ("Ngày đăng: 19/10/2020 - 23:03", "2020-10-19"),
        ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07"),
        ("Cập nhật lúc 17h45, Thứ 3, 12/05/2015", "2015-05-12"),
        ("Thứ tư, ngày 30/03/2016 03:30:47 GMT+7 | lượt xem: 1518", "2016-03-30"),
        ("16:05 - 07/06/2023", "2023-06-07"),
        ("Tháng Mười Một 3, 2015", "2015-11-03"),
        ("12 thg 11, 2018", "2018-11-12"),
        ("Hà Vy | 29/07/2021 08:12", "2021-07-29"),
        ("12 thg 3, 2021 | Tin nhà trường", "2021-03-12"),
        ("Tin trong tỉnh • 12/03/2021", "2021-03-12"),
        ("07/10/2022", "2022-10-07"),
    ],
)
def test_a_date_line_gives_its_day(rules: PageRules, line: str, day: str) -> None:
    found = read_date_line(line, rules)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "line",
    [
        "8h00 ngày 7/4/2022, tại phòng đọc tổng hợp, Chi đoàn Thư viện tỉnh tổ chức Đại hội Chi đoàn lần thứ V",
        "Quyết định số 46/2019/QH14 của Quốc hội về giao dự toán ngân sách cho các địa phương",
        "Nhiệm kỳ 2020-2022",
        "Số điện thoại: 0270 2019 2020",
        "31/02/2021",
        "8/3",
    ],
)
def test_other_lines_are_no_date_lines(rules: PageRules, line: str) -> None:
    assert read_date_line(line, rules) is None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://vi.example/2022/10/14/hoi-nghi.html", "2022-10-14"),
        ("https://vi.example/tin/hoi-nghi-20260307080054340.htm", "2026-03-07"),
        ("https://vi.example/tin/hoi-nghi-102260228093004191.htm", None),
        ("https://vi.example/tin/2022/99/99/x.html", None),
    ],
)
def test_an_address_may_hold_the_day(address: str, day: str | None) -> None:
    assert day_in_url(address) == day


def test_the_name_of_an_image_may_hold_the_day(rules: PageRules) -> None:
    assert day_in_image_names(["logo.png", "2022-10-14-hoi-nghi- 2", "2020-01-01.jpg"], rules) == "2022-10-14"
    assert day_in_image_names(["DSC_2022.jpg", "anh-2022-2024.png"], rules) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("E-mail Print", "page_furniture"),
        ("Chia sẻ lên Facebook", "page_furniture"),
        ("Đọc thêm cùng chuyên mục:", "page_tail"),
        ("TIN LIÊN QUAN", "page_box"),
        ("Một số hình ảnh tại hội thi:", "page_gallery"),
        ("Số lượt người xem: 0", "page_counter"),
        ("Hội nghị đã thống nhất chương trình công tác năm tới.", ""),
        ("In ấn tài liệu phục vụ bạn đọc", ""),
    ],
)
def test_whole_lines_are_told_by_their_words(rules: PageRules, line: str, kind: str) -> None:
    assert rules.judge(line) == kind


def test_the_folder_of_an_image_may_hold_the_day() -> None:
    addresses = ["/img/logo.png", "https://vi.example/anh/2019/04/12/hoi-nghi-1.jpg", "/anh/2019/04/11/hoi-nghi-2.jpg"]
    assert day_in_image_folders(addresses) == "2019-04-12"
    assert day_in_image_folders(["/anh/2019/04/1.jpg", "/anh/IMG_20190412_0830.jpg", "/2019/13/40/x.jpg"]) is None
