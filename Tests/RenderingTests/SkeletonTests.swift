import Content
import Testing

@testable import Rendering

@Suite("A template is run once for each shape of context")
struct SkeletonTests {
    private let texts = ["", "plain", "<b> & \"c\" 'd'", "{{title}} {{{body}}}", "1 < 2", "漢字 é"]

    /// Contexts of a few shapes, with every text in every place.
    private var contexts: [Context] {
        texts.flatMap { one in
            texts.map { other in
                let list: [Context] = (0..<one.utf8.count % 3).map { number in
                    ["title": other, "summary": one, "current": number == 1]
                }
                return [
                    "pageTitle": one, "description": other, "lines": [one, other],
                    "inner": ["title": other, "summary": one] as Context, "list": list,
                    "flag": one == other,
                ]
            }
        }
    }

    private let template = """
        {{! Every way in which the built-in templates use a value. }}
        <title>{{pageTitle}}</title>{{{pageTitle}}}|{{&description}}
        {{#description}}<p lang="{{t.skip}}">{{description}}</p>{{/description}}
        {{^description}}none{{/description}}
        {{#inner}}{{title}} {{#.summary}}{{{summary}}}{{/.summary}}{{/inner}}
        {{#first(list)}}<ul>{{#list}}<li{{#.current}} class="on"{{/.current}}>{{title}}</li>{{/list}}</ul>{{/first(list)}}
        {{#lines}}{{.}};{{/lines}}{{#flag}}same{{/flag}}{{^flag}}other{{/flag}}{{absent}}
        """

    /// Nothing is named so: it prints nothing, and makes the templates unfit for skeletons.
    private let unfit = "{{#uppercased(nobody)}}{{/uppercased(nobody)}}"

    @Test("what it prints is what the template prints when it is run for each")
    func same() throws {
        let once = try Templates(overrides: ["page.mustache": template]).set(in: Phrases())
        let each = try Templates(overrides: ["page.mustache": unfit + template]).set(in: Phrases())
        for context in contexts {
            #expect(once.render("page", context) == each.render("page", context))
        }
        let sample = once.render("page", contexts[8])
        #expect(sample.contains("<title>plain</title>plain|<b> & \"c\" 'd'"))
        #expect(sample.contains("<p lang=\"\(Phrases()["skip"])\">&lt;b&gt; &amp; "))
    }

    @Test(
        "templates that look into a text, or choose a partial by it, are run for each page",
        arguments: [
            ("{{title}} {{{body}}} {{#first(list)}}{{/first(list)}} {{> head}}", true),
            ("{{^ last() }},{{/last()}}", true), ("{{uppercased(title)}}", false),
            ("{{# capitalized(title)}}{{/capitalized(title)}}", false),
            ("{{{ reversed(title) }}}", false), ("{{>*kind}}", false), ("\u{1}", false),
            ("{{#first(sorted(list))}}{{/first(sorted(list))}}", false), ("{{=<% %>=}}", false),
            ("{{! Not uppercased(title). }}", true),
        ])
    func suits(source: String, expected: Bool) {
        #expect(Skeleton.suit([source]) == expected)
        #expect(Skeleton.suit(["plain", source]) == expected)
    }

    @Test("the built-in templates are run once for each shape")
    func builtIn() {
        #expect(Skeleton.suit(builtInTemplates.filter { $0.key.hasSuffix("mustache") }.values))
    }
}
