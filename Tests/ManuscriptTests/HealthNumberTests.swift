import Content
import Manuscript
import Testing

@Suite("A number about health has a citation")
struct HealthNumberTests {
    static let counted = [
        "It helped 18 in 100 people.", "It helped 18 of 100.", "In 65 of every 100 it grew.",
        "It helped about 30% of them.", "It helped 30 percent.", "It helped 30 per cent.",
        "It helped 30 % at most.", "From 45 to 63 of 100.", "It helped 9 out of 10.",
        "It helped one in 100.", "About 7 of every 100,000.", "It is seen in 2 per 100,000.",
        "It took 3 months.", "It took 3–6 months.", "It took 3 or 4 weeks.", "A 20-month wait.",
        "It took 10.6 years.", "Within 72 hours.", "For 30 minutes.", "Every 28 days.",
        "They had 7.4 GBq.", "They had 7.4GBq each time.", "It gave 23 Gy.", "A dose of 30 mg.",
        "60 µg a day.", "60 μg a day.", "120 micrograms.", "Up to 5 ml.", "Over 2 cm.",
        "A 5-mm cut.",
        "Take it 3 times a day.", "In a study of 229 people.", "With 116 patients.",
        "Of 37 treated people, most were well.", "A fever of 38 °C.", "A fever of 38.5°C.",
        "It helped **18** of 100.", "(of 12 women)", "“20 months”, they said.",
        "1,000 people had it.",
        "Ki-67 of 20 %.", "In 2017, 7 in 100,000.", "At 24 hours, most were well.",
        "Grade 2, in 5 of 100.", "It lasted 20\u{A0}months.",
        "It was 5 times more likely.", "It rose 3-fold.", "In 1/10 of them.", "It was 4 ‰.",
        "It fell (p = 0.001).", "The hazard ratio was 0.5, with a ratio of 0.6.", "HR 0.21.",
        "Over 7 nights.", "They had 200 mCi.", "A pulse of 120 beats.", "People aged 65.",
        "At the age of 65.",
        "Of the men 30% had it.", "After 4 cycles.", "They had 5 or 10 visits.",
        "Two thirds of people.", "Three in five people.", "Half of the people were cured.",
        "Half were cured.", "About half of all NETs.", "A third of those treated.", "Half of them.",
        "In half the people.", "One in ten has it.", "Nine out of ten.", "Nine times out of ten.",
        "Six of every ten.", "Two of three patients.", "One in a hundred.",
        "It cut the risk by half.",
        "It fell by two thirds.", "It fell by more than a quarter.",
        "Two-thirds of people.", "It fell by two-thirds.", "½ of patients died.", "By ⅔.",
    ]

    @Test("so these need one", arguments: counted)
    func needsOne(text: String) throws {
        #expect(try reading(text).codes == ["HB406"])
        #expect(try reading("\(text) [@trial]").codes == [])
        #expect(try reading("\(text) [@unread]").codes == ["HB407"])
    }

    static let passedOver = [
        "Call 112 or your local number.", "In 2026 it was licensed.", "Since 1973, or 1990-2012.",
        "On 24 November 2026.", "From 2026-11-24 on.", "Between 1973 and 2012 it rose.",
        "The hormone 5-HIAA and Ki-67.", "The metals 68Ga, 177Lu and Y-90.", "SSTR2 and SSTR5.",
        "Grades G1–G3.", "Vitamin B12 in men.", "NETTER-1, with people.", "A phase 3 trial.",
        "In grade 3 people differ.", "Open 24 hours a day.", "Open 24 hours a day, 7 days a week.",
        "The 24-hour line.", "A 24-hour urine test.", "See step 2 of 3.", "MEN 1 people.",
        "The 5th week.", "One of three ways.", "Four weeks, twenty months.", "Three people.",
        "Somebody answers 24/7.", "At 10:30 in the morning.",
        "Version 1.0.2 of it.", "The line 0800 123 456.", "About 3 trials.", "The 2 doctors agree.",
        "Half a tablet.", "Half an hour.", "One of your team.", "Two or three weeks.",
        "A third week.",
        "Half of the tablets.", "Two in one.",
        "One in ten minutes.", "By half past nine.", "Half of the time that people wait.",
        "By then, half a day.", "Half-life of one.", "½ a tablet.", "The third of these.",
        "The other half lived longer.",
    ]

    @Test("these do not", arguments: passedOver)
    func needsNone(text: String) throws {
        #expect(try reading(text).codes == [])
    }

    static let places: [(String, [Int])] = [
        ("Cited [@trial].\n\nNot, after 3 weeks.", [11]),
        ("- 3 weeks [@trial]\n- 4 weeks", [10]),
        ("- In the study [@trial]:\n  - 3 weeks\n  - 4 weeks", []),
        ("- First.\n\n  It took 3 weeks.\n\n  So said one [@trial].", []),
        ("- In the study:\n  - 3 weeks [@trial]\n\n  and 4 weeks.", [12]),
        ("> It took 3 weeks.", [9]),
        ("> [!NOTE]\n> It took 3 weeks.", [10]),
        ("> [!NOTE]\n> Mind.\n>\n> It took 3 weeks.", [12]),
        ("| a |\n|---|\n| 3 weeks |", [9]),
        ("| a |\n|---|\n| 3 weeks [@trial] |\n| 4 weeks |", []),
        ("Cited [@trial].\n\n| a |\n|---|\n| 3 weeks |", []),
        ("| a |\n|---|\n| 3 weeks |\n\nCited [@trial].", []),
        ("Cited [@trial].\n\nWords.\n\n| a |\n|---|\n| 3 weeks |", [13]),
        ("## After 3 weeks", [9]),
        ("## After 3 weeks\n\nWords [@trial].", []),
        ("## After 3 weeks\n\n### More\n\n- Words [@trial].", []),
        ("## After 3 weeks\n\nWords.\n\n## Then\n\nWords [@trial].", [9]),
        ("![All of it, after 3 weeks](pictures/scales.svg)", [9]),
        ("![All of it](pictures/scales.svg \"After 3 weeks\")\n\nWords [@trial].", []),
        ("```\n3 weeks\n```", []),
    ]

    @Test("in its paragraph, list item or table", arguments: places)
    func place(text: String, lines: [Int]) throws {
        #expect(try reading(text).findings.filter { $0.code.number == 406 }.map(\.line) == lines)
    }

    @Test("what is drawn in a picture counts as if it were written there")
    func drawn() throws {
        let svg = """
            <svg viewBox="0 0 9 9"><title>T</title><desc>D</desc>\
            <text class="ink" font-size="14">After 3 weeks</text></svg>
            """
        for (text, codes) in [("Words.", [406]), ("Words [@trial].", []), ("[@unread]", [407])] {
            let page = page("![All of it](pictures/scales.svg)\n\n\(text)")
            let reading = read(
                try .sound(with: ["en/pages/case.md": page, "pictures/scales.svg": svg]),
                today: .today)
            let found = reading.findings.filter { $0.file == "en/pages/case.md" }
            #expect(found.map(\.code.number) == codes)
        }
    }

    @Test("and a question to take to the team holds none")
    func asked() throws {
        let path = "en/treatments/prrt.md"
        guard case .bytes(let bytes) = try Folder.sound().files[path] else {
            Issue.record("no treatment")
            return
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let asking = text.replacing("many drips", with: "many weeks, 3 weeks,")
        #expect(asking != text)
        let found = read(try .sound(with: [path: asking]), today: .today).findings
        #expect(found.map(\.code.number) == [408])
    }

    @Test("but pages about the site itself speak of nobody's health")
    func site() throws {
        #expect(try reading("We answer within 5 days.", topic: "site").codes == [])
    }

    @Test("and studies rest on their own references")
    func study() throws {
        let found = read(try .sound(), today: nil).edition.items.compactMap { item in
            if case .study(let study) = item.matter { study.words.found } else { nil }
        }
        #expect(found == [Markup([.paragraph([.text("PRRT slowed growth in 65 of 100 people.")])])])
    }
}
