using System.Text;
using System.Text.Json.Nodes;
using Airflow.Engine.Templates;

namespace Airflow.Conformance.Templates;

/// <summary>Whatever is typed into a template field is text, or an error that says so: never a crash, a hang, or a way out of the context.</summary>
[Trait("Category", "Conformance")]
public sealed class TemplateFuzzTests
{
    private const int Batches = 40;
    private const int PerBatch = 500;
    private static readonly TemplateEngine Engine = new(TimeProvider.System);
    private static readonly Lazy<string[]> Corpus = new(ReadCorpus);

    private static readonly string[] Tokens =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "|", ".", "(", ")", "[", "]", "{", "}", ":", ",", "~", "**", "//", "%", "==", "!=", "not ", " in ", " is ",
        " if ", " else ", " and ", " or ", "for x in ", "endfor", "if ", "elif ", "endif", "set a = ", "macro m(a, b=1)", "endmacro", "call m(1)", "endcall", "block b",
        "endblock", "raw", "endraw", "filter upper", "endfilter", "with a=1", "endwith", "include 'q.sql'", "import 'q.sql' as q", "extends 'q.sql'", "loop", "loop.index",
        "self", "super()", "caller()", "varargs", "ds", "ts", "ti", "task", "dag", "dag_run", "params", "var.value.x", "var.json.x.y", "conn.c", "macros", "macros.datetime",
        "macros.ds_add(ds, 5)", "logical_date", "task_instance.xcom_pull('a')", "outlet_events", "prev_start_date_success", "__class__", "__mro__", "__subclasses__()",
        "__globals__", "__init__", "GetType()", "GetType().Assembly", "Assembly", "FullName", "attr('GetType')", "map(attribute='GetType')", "selectattr('a','eq',1)",
        "groupby('a')", "tojson", "xmlattr", "format", "'%s' % ", "'{0.__class__}'.format(x)", "range(10)", "range(99999999)", "'a' * 99999999", "10 ** 9999", "1/0",
        "none", "true", "1.5", "-1", "0x1f", "'a'", "\"b\"", "'\\n'", "\0", "é", "\U0001F600", "\r\n", "lipsum()", "cycler(1,2)", "namespace(a=1)", "joiner(',')", "dict(a=1)",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Batches)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_text_renders_or_is_refused(int seed)
    {
        var random = new Random(seed);
        var context = new VectorContext(VectorContext.Shared, null);
        var rendered = 0;
        for (var index = 0; index < PerBatch; index++)
        {
            var text = Next(random);
            var facts = context.Facts(null) with
            {
                Limits = new TemplateLimits { MaxSteps = 50_000, MaxOutputChars = 1_000_000, MaxDuration = TimeSpan.FromSeconds(5) },
            };
            var output = Render(text, facts, random.Next(2) == 0, $"seed {seed}, input {index}");

            rendered += output.Length > 0 ? 1 : 0;
            output.ShouldNotContain("System.", customMessage: text);
            output.ShouldNotContain("Airflow.Engine", customMessage: text);
            output.Length.ShouldBeLessThanOrEqualTo(1_000_000, text);
        }

        rendered.ShouldBeGreaterThan(PerBatch / 20, "hardly any input got past the parser");
    }

    private static string Render(string text, TaskTemplateFacts facts, bool isNative, string which)
    {
        try
        {
            var value = Engine.RenderText(text, TaskTemplateScope.Create(facts, TimeProvider.System), new FieldOptions(isNative, [".sql"]), CancellationToken.None);
            return value as string ?? "";
        }
        catch (TemplateException refused)
        {
            refused.Message.ShouldNotBeEmpty();
            return "";
        }
        catch (Exception other) when (other is not ShouldAssertException)
        {
            throw new InvalidOperationException($"{which} left the engine with {other.GetType().Name}: {text}", other);
        }
    }

    private static string Next(Random random)
    {
        var text = new StringBuilder(random.Next(4) == 0 ? "" : Corpus.Value[random.Next(Corpus.Value.Length)]);
        for (var change = random.Next(8); change >= 0; change--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(6), text.Length - at));
                    break;
                case 1:
                    var other = Corpus.Value[random.Next(Corpus.Value.Length)];
                    var from = random.Next(other.Length + 1);
                    text.Insert(at, other.AsSpan(from, random.Next(other.Length - from + 1)));
                    break;
                case 2:
                    text.Insert(at, "{{ " + Tokens[random.Next(Tokens.Length)] + " }}");
                    break;
                case 3:
                    text.Insert(at, "{% " + Tokens[random.Next(Tokens.Length)] + " %}");
                    break;
                default:
                    text.Insert(at, Tokens[random.Next(Tokens.Length)]);
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>All texts of the recorded cases: what they render is known to work, so what surrounds a change is alive.</summary>
    private static string[] ReadCorpus()
    {
        var cases = JsonNode.Parse(File.ReadAllText(Path.Combine(Vectors.Folder, "semantics", "templates.json")))!["cases"]!.AsArray();
        return [.. cases.SelectMany(Texts).Where(text => text.Contains('{', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(item => Texts(item.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
