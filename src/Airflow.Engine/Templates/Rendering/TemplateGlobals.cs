using System.Collections.Frozen;

namespace Airflow.Engine.Templates;

/// <summary>Jinja's global functions.</summary>
internal static class TemplateGlobals
{
    private const long MaxRange = 100_000;

    private static readonly FrozenDictionary<string, object> Globals = new PyFunction[]
    {
        new("range(start, stop=None, step=1)", Range),
        new("dict(*args, **kwargs)", Dict),
        new("namespace(*args, **kwargs)", call => new PyNamespace((PyDict)Dict(call)!)),
        new("cycler(*items)", Cycler),
        new("joiner(sep=None)", Joiner),
        new("lipsum(n=5, html=True, min=20, max=100)", Lipsum),
    }.ToFrozenDictionary(function => function.Name, function => (object)new PyCallable(function.Name, function.Call), StringComparer.Ordinal);

    public static bool TryGet(string name, out object? value)
    {
        value = Globals.GetValueOrDefault(name);
        return value is not null;
    }

    private static object? Range(BoundCall call)
    {
        var range = call.IsNone(1) ? new PyRange(0, call.Long(0), 1) : new PyRange(call.Long(0), call.Long(1), call.Long(2));
        if (range.Step == 0)
        {
            throw PyError.Value("range() arg 3 must not be zero");
        }

        // the sandbox of Jinja has the same bound
        return range.Length <= MaxRange
            ? range
            : throw new TemplateException(TemplateErrorKind.OverflowError, $"Range too big. The sandbox blocks ranges larger than MAX_RANGE ({MaxRange}).");
    }

    private static object? Dict(BoundCall call)
    {
        var dict = new PyDict();
        foreach (var given in call.Rest)
        {
            DictMethods.Merge(dict, given, call.Frame);
        }

        DictMethods.Merge(dict, call.NamedRest, call.Frame);
        return dict;
    }

    private static object? Cycler(BoundCall call)
    {
        var items = call.Rest.Length > 0 ? call.Rest : throw new TemplateException(TemplateErrorKind.TypeError, "at least one item has to be provided");
        var at = 0;
        var cycler = new TemplateObject("Cycler");
        cycler.WithLazy("current", () => items[at]);
        cycler.WithMethod("next()", _ =>
        {
            var value = items[at];
            at = (at + 1) % items.Length;
            return value;
        });
        return cycler.WithMethod("reset()", _ =>
        {
            at = 0;
            return null;
        });
    }

    private static object? Joiner(BoundCall call)
    {
        var separator = call.IsNone(0) ? ", " : call.Text(0);
        var used = false;
        return new PyCallable("joiner", _ =>
        {
            var text = used ? separator : "";
            used = true;
            return text;
        });
    }

    private static object? Lipsum(BoundCall call)
    {
        string[] words =
        [
            "lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed", "do", "eiusmod", "tempor", "incididunt", "ut", "labore", "et", "dolore", "magna", "aliqua",
        ];
        var least = Math.Clamp(call.Int(2), 1, 10_000);
        var paragraphs = Enumerable.Range(0, Math.Clamp(call.Int(0), 0, 1_000)).Select(_ =>
        {
            var count = System.Security.Cryptography.RandomNumberGenerator.GetInt32(least, Math.Clamp(call.Int(3), least + 1, 20_001));
            var text = string.Join(' ', Enumerable.Range(0, count).Select(index => words[index % words.Length]));
            call.Frame.Budget.Chars(text.Length);
            return PyCase.Capitalize(text) + ".";
        });
        return call.Flag(1)
            ? string.Join('\n', paragraphs.Select(paragraph => $"<p>{paragraph}</p>"))
            : string.Join("\n\n", paragraphs);
    }
}
