using Airflow.Engine.Templates;

namespace Airflow.Engine.Tests.Templates;

public sealed class TemplateTests
{
    private static readonly TemplateEngine Engine = new(TimeProvider.System);

    [Fact]
    public void A_template_is_compiled_once() =>
        Engine.Compile("{{ 1 + 1 }}").ShouldBeSameAs(Engine.Compile("{{ 1 + 1 }}"));

    [Fact]
    public void A_name_of_the_scope_is_rendered()
    {
        var scope = new TemplateScope().Add("who", "world").Add("list", new[] { 1, 2 }).Add("map", new Dictionary<string, object?> { ["a"] = null });

        Engine.Compile("hello {{ who }} {{ list }} {{ map }}").Render(scope, CancellationToken.None).ShouldBe("hello world [1, 2] {'a': None}");
    }

    [Fact]
    public void An_error_tells_its_line()
    {
        var error = Should.Throw<TemplateException>(() => Engine.Compile("a\nb\n{{ missing }}").Render(new TemplateScope(), CancellationToken.None));

        error.Line.ShouldBe(3);
        error.Kind.ShouldBe(TemplateErrorKind.UndefinedError);
        error.Message.ShouldContain("'missing' is undefined");
    }

    [Theory]
    [InlineData("{{ ''.__class__ }}")]
    [InlineData("{{ [].__class__.__mro__ }}")]
    [InlineData("{{ ({}).__init__ }}")]
    [InlineData("{{ '{0.__class__}'.format(1) }}")]
    [InlineData("{{ range.__globals__ }}")]
    [InlineData("{{ 'a' | attr('__class__') }}")]
    [InlineData("{{ [1] | map(attribute='__class__') | join }}")]
    public void What_is_inside_of_objects_is_out_of_reach(string template) =>
        Render(template).ShouldBeOneOf(TemplateErrorKind.SecurityError, TemplateErrorKind.UndefinedError);

    [Theory]
    [InlineData("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}")]
    [InlineData("{{ 'x' * 10000000000 }}")]
    [InlineData("{{ [1] * 10000000000 }}")]
    [InlineData("{{ 10 ** 10000000 }}")]
    [InlineData("{{ 2 ** (2 ** 60) }}")]
    [InlineData("{{ 'a'.ljust(1000000000) }}")]
    [InlineData("{{ 'a' | center(1000000000) }}")]
    [InlineData("{% set x = 'aaaaaaaaaa' %}{% for i in range(100) %}{% set x = x * 10 %}{{ x }}{% endfor %}{% for i in range(20) %}{{ x * 10000000 }}{% endfor %}")]
    [InlineData("{% set ns = namespace(x='a') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x='a') %}{% for i in range(60) %}{% set ns.x = ns.x.replace('a', 'aaaa') %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{{ range(100000) | map('string') | map('center', 100000) | join }}")]
    [InlineData("{{ '%1000000d' % 5 ~ ('%1000000d' % 5) * 1000 }}")]
    public void A_greedy_template_is_stopped(string template) => Render(template).ShouldBe(TemplateErrorKind.ResourceLimit);

    [Theory]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}")]
    [InlineData("{% block a %}{{ self.a() }}{% endblock %}")]
    [InlineData("{% include 'self' %}")]
    [InlineData("{% set l = [] %}{% do l.append(l) %}{{ l }}")]
    public void Endless_recursion_is_stopped(string template) => Render(template).ShouldBe(TemplateErrorKind.RecursionError);

    [Fact]
    public void Deeply_nested_syntax_is_refused_before_it_can_fill_the_stack()
    {
        foreach (var (open, close) in new[] { ("(", ")"), ("[", "]"), ("not ", ""), ("-", ""), ("{1:", "}"), ("1 + ", "1"), ("a.", "a"), ("a|upper|", "upper"), ("1 if ", "1") })
        {
            var text = "{{ " + string.Concat(Enumerable.Repeat(open, 5000)) + "1" + string.Concat(Enumerable.Repeat(close, close == "1" || close.Length > 1 || close == "a" ? 1 : 5000)) + " }}";
            Should.Throw<TemplateException>(() => Engine.Compile(text)).Kind.ShouldBe(TemplateErrorKind.TemplateSyntaxError);
        }

        var blocks = string.Concat(Enumerable.Repeat("{% if 1 %}", 5000)) + string.Concat(Enumerable.Repeat("{% endif %}", 5000));
        Should.Throw<TemplateException>(() => Engine.Compile(blocks)).Kind.ShouldBe(TemplateErrorKind.TemplateSyntaxError);
    }

    [Fact]
    public void Rendering_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() =>
            Engine.Compile("{% for i in range(100000) %}{% for j in range(10) %}{% endfor %}{% endfor %}").Render(new TemplateScope(), source.Token));
    }

    [Theory]
    [InlineData("a/../b.sql")]
    [InlineData("../b.sql")]
    [InlineData("a\\b.sql")]
    [InlineData("")]
    public void A_file_name_never_leaves_the_search_path(string name) => TemplatePath.Normalize(name).ShouldBeNull();

    [Fact]
    public void A_file_name_loses_its_needless_parts() => TemplatePath.Normalize("./a//b.sql").ShouldBe("a/b.sql");

    [Fact]
    public void A_field_keeps_its_shape()
    {
        var scope = new TemplateScope { Loader = name => name == "q.sql" ? "SELECT {{ n }}" : null }.Add("n", 5);
        var field = new Dictionary<string, object?> { ["sql"] = "q.sql", ["list"] = new object?[] { "{{ n }}", 7, null, true } };

        var rendered = (IDictionary<string, object?>)Engine.RenderField(field, scope, new FieldOptions(Native: false, [".sql"]), CancellationToken.None)!;

        rendered["sql"].ShouldBe("SELECT 5");
        ((IEnumerable<object?>)rendered["list"]!).ShouldBe(["5", 7, null, true]);
    }

    [Fact]
    public void A_native_field_becomes_a_plain_value()
    {
        var scope = new TemplateScope().Add("when", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        object? Native(string text) => Engine.RenderField(text, scope, new FieldOptions(Native: true, []), CancellationToken.None);

        Native("{{ 2 + 3 }}").ShouldBe(5L);
        Native("{{ when }}").ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        ((IEnumerable<object?>)Native("[1, 'a']")!).ShouldBe([1L, "a"]);
        Native("no literal").ShouldBe("no literal");
    }

    [Fact]
    public void A_missing_template_file_is_an_error() =>
        Should.Throw<TemplateException>(() => Engine.RenderField("nope.sql", new TemplateScope(), new FieldOptions(Native: false, [".sql"]), CancellationToken.None))
            .Kind.ShouldBe(TemplateErrorKind.TemplateNotFound);

    [Fact]
    public void A_value_of_an_unknown_type_is_refused_at_the_door() =>
        Should.Throw<ArgumentException>(() => new TemplateScope().Add("x", new Version(1, 0))).Message.ShouldContain("Version");

    private static TemplateErrorKind Render(string template)
    {
        var scope = new TemplateScope
        {
            Loader = name => name == "self" ? "{% include 'self' %}" : null,
            Limits = new TemplateLimits { MaxSteps = 1_000_000, MaxOutputChars = 4_000_000 },
        };
        return Should.Throw<TemplateException>(() => Engine.Compile(template).Render(scope, CancellationToken.None)).Kind;
    }
}
