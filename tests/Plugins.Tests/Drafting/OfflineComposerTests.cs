using Assistant.Plugins.Drafting;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Drafting;

public sealed class OfflineComposerTests
{
    private static readonly OfflineComposer Composer = new();

    // Each: the body, then what Ana (no company) and what Bo (company, role, odd values) get. "!x" means: unfilled are exactly x.
    [Theory]
    [InlineData("Hello", "Hello", "Hello")]
    [InlineData("", "", "")]
    [InlineData("Dear {{firstName}},", "Dear Ana,", "Dear Bo,")]
    [InlineData("{{ firstName }}", "Ana", "Bo")]
    [InlineData("{{\n firstName\n}}", "Ana", "Bo")]
    [InlineData("{{~firstName~}} x", "Anax", "Box")]
    [InlineData("{{firstName}}{{firstName}}", "AnaAna", "BoBo")]
    [InlineData("{{firstName}} {{lastName}}", "Ana Ruíz", "Bo O'Neil & Sons")]
    [InlineData("At {{company}}", "!company", "At <b>{{firstName}}</b>")]
    [InlineData("{{company}} {{role}} {{company}}", "!company role", "<b>{{firstName}}</b> {{#if x}} <b>{{firstName}}</b>")]
    [InlineData("{{or company \"your team\"}}", "your team", "<b>{{firstName}}</b>")]
    [InlineData("{{or company 'your \"team\"'}}", "your \"team\"", "<b>{{firstName}}</b>")]
    [InlineData("{{or company \"Zoë's & co <x>\"}}", "Zoë's & co <x>", "<b>{{firstName}}</b>")]
    [InlineData("[{{or company \"\"}}]", "[]", "[<b>{{firstName}}</b>]")]
    [InlineData("{{or   company    \"a  b\"}}", "a  b", "<b>{{firstName}}</b>")]
    [InlineData("Hi{{#if company}} at {{company}}{{/if}}!", "Hi!", "Hi at <b>{{firstName}}</b>!")]
    [InlineData("{{#if company}}yes{{else}}no{{/if}}", "no", "yes")]
    [InlineData("{{# if company }}yes{{ else }}no{{/ if }}", "no", "yes")]
    [InlineData("{{#if company}}{{role}}{{/if}}", "", "{{#if x}}")]
    [InlineData("{{#if company}}{{missing}}{{/if}}", "", "!missing")]
    [InlineData("{{#if company}}a{{else}}{{missing}}{{/if}}", "!missing", "a")]
    [InlineData("{{#if company}}{{#if role}}both{{else}}company{{/if}}{{else}}{{#if lastName}}last{{/if}}{{/if}}", "last", "both")]
    [InlineData("One\n{{#if company}}\nTwo\n{{/if}}\nThree", "One\nThree", "One\nTwo\nThree")]
    [InlineData("One\r\n{{#if company}}\r\nTwo\r\n{{/if}}\r\nThree", "One\r\nThree", "One\r\nTwo\r\nThree")]
    [InlineData("One\n{{#if company}}\nTwo\n{{else}}\nNone\n{{/if}}\nThree", "One\nNone\nThree", "One\nTwo\nThree")]
    [InlineData("One\n{{! a note }}\nTwo", "One\nTwo", "One\nTwo")]
    [InlineData("a{{!-- {{firstName}} --}}b", "ab", "ab")]
    [InlineData("{{zero}}{{#if zero}}!{{/if}}", "0!", "!zero")]
    [InlineData("{{no}}{{#if no}}!{{/if}}", "false!", "!no")]
    [InlineData("{{blank}}", "!blank", "!blank")]
    [InlineData("{{or blank \"x\"}}{{#if blank}}y{{/if}}", "x", "x")]
    [InlineData("{{straße_1}}", "Allee", "!straße_1")]
    [InlineData("{{FirstName}}", "!FirstName", "!FirstName")]
    [InlineData("{{Count}}{{Keys}}", "!Count Keys", "!Count Keys")]
    [InlineData("{{toString}} {{constructor}}", "!toString constructor", "!toString constructor")]
    [InlineData("a } b { c }} d", "a } b { c }} d", "a } b { c }} d")]
    [InlineData("{\"json\": {\"a\": 1} }", "{\"json\": {\"a\": 1} }", "{\"json\": {\"a\": 1} }")]
    [InlineData("**bold** [link](https://a.example) <x@y.example>", "**bold** [link](https://a.example) <x@y.example>", "**bold** [link](https://a.example) <x@y.example>")]
    [InlineData("Tab\there — 你好 🙂 {{firstName}}", "Tab\there — 你好 🙂 Ana", "Tab\there — 你好 🙂 Bo")]
    [InlineData("{{address}}", "1 Road\nTown", "!address")]
    [InlineData("\\ {{firstName}} \\n $1 %s", "\\ Ana \\n $1 %s", "\\ Bo \\n $1 %s")]
    [InlineData("{{#if firstName}}{{#if lastName}}{{#if company}}3{{/if}}2{{/if}}1{{/if}}", "21", "321")]
    public async Task Compose_Golden(string body, string ana, string bo)
    {
        Assert.Equal(ana, await SayAsync(body, Ana));
        Assert.Equal(bo, await SayAsync(body, Bo));
    }

    [Theory]
    [InlineData("{{", "body:1:1")]
    [InlineData("Hi\n  {{firstName", "body:2:3")]
    [InlineData("{{firstName}", "body:1:1")]
    [InlineData("{{}}", "body:1:1")]
    [InlineData("{{ }}", "body:1:1")]
    [InlineData("{{firstName}}}", "body:1:14")]
    [InlineData("{{{firstName}}}", "body:1:1")]
    [InlineData("{{{firstName", "body:1:1")]
    [InlineData("{{&firstName}}", "body:1:1")]
    [InlineData("{{> partial}}", "body:1:1")]
    [InlineData("{{#> layout}}x{{/layout}}", "body:1:1 body:1:15")]
    [InlineData("{{*decorator}}", "body:1:1")]
    [InlineData("{{#*inline \"x\"}}{{/inline}}", "body:1:1 body:1:17")]
    [InlineData("{{^company}}x", "body:1:1")]
    [InlineData("{{#each company}}x{{/each}}", "body:1:1")]
    [InlineData("{{#with company}}x{{/with}}", "body:1:1")]
    [InlineData("{{#unless company}}x{{/unless}}", "body:1:1")]
    [InlineData("{{lookup a b}}", "body:1:1")]
    [InlineData("{{log firstName}}", "body:1:1")]
    [InlineData("{{log}}", "body:1:1")]
    [InlineData("{{this}}", "body:1:1")]
    [InlineData("{{../firstName}}", "body:1:1")]
    [InlineData("{{contact.firstName}}", "body:1:1")]
    [InlineData("{{contact/firstName}}", "body:1:1")]
    [InlineData("{{[first name]}}", "body:1:1")]
    [InlineData("{{first name}}", "body:1:1")]
    [InlineData("{{first-name}}", "body:1:1")]
    [InlineData("{{1st}}", "body:1:1")]
    [InlineData("{{@root}}", "body:1:1")]
    [InlineData("{{\"literal\"}}", "body:1:1")]
    [InlineData("{{(or a b)}}", "body:1:1")]
    [InlineData("{{or company (lookup a b)}}", "body:1:1")]
    [InlineData("{{or}}", "body:1:1")]
    [InlineData("{{or company}}", "body:1:1")]
    [InlineData("{{or company there}}", "body:1:1")]
    [InlineData("{{or company \"a\" \"b\"}}", "body:1:1")]
    [InlineData("{{or company \"a}}", "body:1:1")]
    [InlineData("{{or company \"a {{b}}\"}}", "body:1:1")]
    [InlineData("{{or company \"a\\\"b\"}}", "body:1:1")]
    [InlineData("{{or \"a\" \"b\"}}", "body:1:1")]
    [InlineData("{{#if}}x{{/if}}", "body:1:1")]
    [InlineData("{{#if a b}}x{{/if}}", "body:1:1")]
    [InlineData("{{#if (eq a b)}}x{{/if}}", "body:1:1")]
    [InlineData("{{#if a}}x", "body:1:1")]
    [InlineData("a\n{{#if a}}{{#if b}}x{{/if}}", "body:2:1")]
    [InlineData("x{{/if}}", "body:1:2")]
    [InlineData("x{{else}}", "body:1:2")]
    [InlineData("{{#if a}}1{{else}}2{{else}}3{{/if}}", "body:1:20")]
    [InlineData("{{#if a}}1{{else if b}}2{{/if}}", "body:1:11")]
    [InlineData("{{#if a}}1{{/each}}", "body:1:11")]
    [InlineData("{{! open", "body:1:1")]
    [InlineData("{{!-- open }}", "body:1:1")]
    [InlineData("\\{{firstName}}", "body:1:1")]
    [InlineData("{{bad-one}}\n{{bad-two}}", "body:1:1 body:2:1")]
    public async Task Check_Mistake_IsNamedByLineAndColumnAndNothingIsComposed(string body, string paths)
    {
        var check = await Composer.CheckAsync(new() { Subject = "S", Body = body }, default);
        var composed = await Composer.ComposeAsync(new() { Subject = "S", Body = body, Facts = Ana }, default);

        Assert.Equal(paths, string.Join(' ', check.Problems.Select(p => p.Path)));
        Assert.All(check.Problems, p => Assert.False(string.IsNullOrEmpty(p.Remedy)));
        Assert.Equal(check.Problems, composed.Problems);
        Assert.Equal((null, null), (composed.Subject, composed.Body));
    }

    [Theory]
    [InlineData("{{firstName}} {{company}} {{firstName}}", "firstName company")]
    [InlineData("{{or firstName \"there\"}} {{company}}", "firstName=there company")]
    [InlineData("{{or firstName \"there\"}} {{firstName}}", "firstName")]
    [InlineData("{{firstName}} {{or firstName \"there\"}}", "firstName")]
    [InlineData("{{#if company}} at {{company}}{{/if}}", "company=")]
    [InlineData("{{#if company}} at {{company}}{{/if}} {{company}}", "company")]
    [InlineData("{{#if company}}x{{else}}{{company}}{{/if}}", "company")]
    [InlineData("{{#if company}}{{role}}{{/if}}", "company= role")]
    [InlineData("{{#if company}}{{#if role}}{{company}}{{role}}{{/if}}{{/if}}", "company= role=")]
    [InlineData("{{#if company}}{{#if company}}a{{/if}}{{company}}{{/if}}", "company=")]
    [InlineData("{{#if company}}x{{/if}}{{or company \"them\"}}", "company=them")]
    [InlineData("no variables", "")]
    public async Task Check_Variables_ComeInOrderOfFirstUseWithTheirFallbacks(string body, string expected)
    {
        var check = await Composer.CheckAsync(new() { Subject = "S", Body = body }, default);

        Assert.Equal(expected, string.Join(' ', check.Variables.Select(v => v.Fallback is null ? v.Name : $"{v.Name}={v.Fallback}")));
    }

    [Fact]
    public async Task Compose_SubjectAndBody_NamesEachValuesSourceAndCallsItsWorkFilling()
    {
        var composed = await Composer.ComposeAsync(new() { Subject = "For {{firstName}}", Body = "Dear {{or firstName \"there\"}} at {{or company \"your team\"}}, {{lastName}}", Facts = Ana }, default);

        Assert.Equal("For Ana", composed.Subject);
        Assert.Equal("Dear Ana at your team, Ruíz", composed.Body);
        Assert.Equal(
            [new("firstName", "Ana", "contact.firstName"), new("company", "your team", "fallback"), new FilledVariable("lastName", "Ruíz", "contact.lastName")],
            composed.Filled);
        Assert.Equal(("filled template", null), (composed.Work, composed.Model));
    }

    [Fact]
    public async Task Compose_ManyUnfilled_NamesAllAndAnswersNoText()
    {
        var composed = await Composer.ComposeAsync(new() { Subject = "{{b}}", Body = "{{a}} {{b}} {{firstName}} {{c}}", Facts = Ana }, default);

        Assert.Equal(["b", "a", "c"], composed.Unfilled);
        Assert.Equal((null, null), (composed.Subject, composed.Body));
    }

    [Theory]
    [InlineData("a\r\nBcc: victim@x.example")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("a\u001bb")]
    public async Task Compose_ControlCharactersForTheSubject_AreRefusedByTheFactsName(string value)
    {
        var composed = await Composer.ComposeAsync(new() { Subject = "Hi {{company}}", Body = "x", Facts = [new("company", value, "contact.company")] }, default);

        Assert.Equal("facts.company", Assert.Single(composed.Problems).Path);
        Assert.Null(composed.Subject);
        Assert.Null(composed.Body);
    }

    [Fact]
    public async Task Compose_ControlCharactersInTheBody_AreRefusedButLinesAreNot()
    {
        Assert.Equal("1 Road\nTown", await SayAsync("{{address}}", Ana));
        var composed = await Composer.ComposeAsync(new() { Subject = "S", Body = "{{company}}", Facts = [new("company", "a\0b", "x")] }, default);
        Assert.Equal("facts.company", Assert.Single(composed.Problems).Path);
    }

    [Theory]
    [InlineData("{{lastName}}")]
    [InlineData("{{#if lastName}}x{{/if}}")]
    [InlineData("{{{lastName}}}")]
    [InlineData("{{> x}}")]
    [InlineData("}}{{lastName}}{{")]
    [InlineData("{{or x \"y\"}}")]
    [InlineData("\\{{lastName}}")]
    [InlineData("{{!-- ")]
    [InlineData("${lastName} #{lastName} <%= lastName %> {% raw %}")]
    public async Task Compose_TemplateSyntaxInAValue_StaysText(string value)
    {
        Fact[] facts = [new("firstName", value, "contact.firstName"), new("lastName", "SECRET", "contact.lastName")];
        var composed = await Composer.ComposeAsync(new() { Subject = "<{{firstName}}>", Body = "<{{or firstName \"x\"}}>{{#if firstName}}<{{firstName}}>{{/if}}", Facts = facts }, default);

        Assert.Equal($"<{value}>", composed.Subject);
        Assert.Equal($"<{value}><{value}>", composed.Body);
    }

    [Fact]
    public async Task Compose_TwoFactsOfOneName_TheFirstHolds() =>
        Assert.Equal("a", await SayAsync("{{name}}", [new("name", " ", "x"), new("name", "a", "y"), new("name", "b", "z")]));

    [Fact]
    public async Task Check_SubjectOfTwoLines_IsAProblem() =>
        Assert.Equal("subject:1:2", Assert.Single((await Composer.CheckAsync(new() { Subject = "a\nb", Body = "" }, default)).Problems).Path);

    [Fact]
    public async Task Check_OverTheBounds_IsAProblemAtOnce()
    {
        var check = await Composer.CheckAsync(new() { Subject = new string('x', ComposerLimits.SubjectTemplate + 1), Body = new string('x', ComposerLimits.BodyTemplate + 1) }, default);
        Assert.Equal(["subject:1:1", "body:1:1"], check.Problems.Select(p => p.Path));

        var deep = string.Concat(Enumerable.Repeat("{{#if a}}", 500)) + string.Concat(Enumerable.Repeat("{{/if}}", 500));
        Assert.Equal(ComposerLimits.Problems, (await Composer.CheckAsync(new() { Subject = "s", Body = deep }, default)).Problems.Count);
    }

    [Fact]
    public async Task Compose_ExpansionOverTheBound_IsAProblemBeforeAnyTextIsMade()
    {
        var body = string.Concat(Enumerable.Repeat("{{company}}", ComposerLimits.BodyTemplate / 11));
        var composed = await Composer.ComposeAsync(new() { Subject = "s", Body = body, Facts = [new("company", new string('x', 4_000), "contact.company")] }, default);

        Assert.Equal("body", Assert.Single(composed.Problems).Path);
        Assert.Null(composed.Body);
    }

    [Fact]
    public async Task Compose_ManyTemplatesAtOnce_IsDeterministic()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => SayAsync($"{i % 100} {{{{firstName}}}}", Ana))));

        Assert.Equal(Enumerable.Range(0, 400).Select(i => $"{i % 100} Ana"), texts);
    }

    [Fact]
    public void Fill_Html_EscapesValuesAndFallbacksButNotTheTemplate()
    {
        var html = new TemplateEngine(Escaping.Html);
        var values = new Dictionary<string, string> { ["a"] = "<img src=x onerror=\"y\"> & '{{a}}'" };

        Assert.Equal("<p>&lt;img src&#x3D;x onerror&#x3D;&quot;y&quot;&gt; &amp; &#x27;{{a}}&#x27;</p>", html.Fill("<p>{{a}}</p>", values));
        Assert.Equal("<p>&lt;b&gt;</p>", html.Fill("<p>{{or q \"<b>\"}}</p>", values));
    }

    private static Fact[] Ana { get; } =
    [
        new("firstName", "Ana", "contact.firstName"), new("lastName", "Ruíz", "contact.lastName"), new("zero", "0", "contact.zero"), new("no", "false", "contact.no"),
        new("blank", "  ", "contact.blank"), new("straße_1", "Allee", "contact.straße_1"), new("address", "1 Road\nTown", "contact.address"),
    ];

    private static Fact[] Bo { get; } =
    [
        new("firstName", "Bo", "contact.firstName"), new("lastName", "O'Neil & Sons", "contact.lastName"), new("company", "<b>{{firstName}}</b>", "contact.company"),
        new("role", "{{#if x}}", "contact.role"),
    ];

    private static async Task<string> SayAsync(string body, Fact[] facts)
    {
        var composed = await Composer.ComposeAsync(new() { Subject = "S", Body = body, Facts = facts }, default);
        Assert.Empty(composed.Problems);
        return composed.Body ?? "!" + string.Join(' ', composed.Unfilled);
    }
}
