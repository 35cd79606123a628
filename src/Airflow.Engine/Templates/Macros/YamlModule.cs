using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Airflow.Engine.Templates;

/// <summary>Python's module yaml: safe loading and dumping.</summary>
internal static partial class YamlModule
{
    private const int MaxDepth = 100;
    private const int MaxNodes = 1_000_000;

    public static TemplateObject Create()
    {
        var module = new TemplateObject("module") { AsText = () => "<module 'airflow.sdk.yaml'>" };
        module.WithMethod("safe_load(stream)", call => Load(call.Str(0), call.Frame));
        return module.WithMethod("dump(data, default_flow_style=False, sort_keys=True)", call => YamlWriter.Write(call[0], call.Flag(1), call.Flag(2), call.Frame));
    }

    private static object? Load(string text, Frame frame)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = new StringReader(text);
            stream.Load(reader);
        }
        catch (YamlException exception)
        {
            throw new TemplateException(TemplateErrorKind.ParserError, $"the text is no YAML: {exception.Message}", innerException: exception);
        }

        return stream.Documents.Count switch
        {
            0 => null,
            1 => Value(stream.Documents[0].RootNode, 0, frame, new Counter()),
            _ => throw new TemplateException(TemplateErrorKind.ParserError, "expected a single document in the stream"),
        };
    }

    private static object? Value(YamlNode node, int depth, Frame frame, Counter counter)
    {
        frame.Budget.Step();
        // an alias may stand for a large part many times over
        if (depth > MaxDepth || ++counter.Nodes > MaxNodes)
        {
            throw new TemplateException(TemplateErrorKind.ResourceLimit, "the YAML is too deep or too large");
        }

        return node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode list => new PyList(list.Children.Select(child => Value(child, depth + 1, frame, counter))),
            YamlMappingNode map => new PyDict(map.Children.Select(child =>
                KeyValuePair.Create(Value(child.Key, depth + 1, frame, counter), Value(child.Value, depth + 1, frame, counter)))),
            _ => null,
        };
    }

    private static object? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
        {
            return text;
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
            ".inf" or ".Inf" or "+.inf" => double.PositiveInfinity,
            "-.inf" => double.NegativeInfinity,
            ".nan" or ".NaN" => double.NaN,
            _ => Number(text) ?? Date(text) ?? text,
        };
    }

    private static object? Number(string text)
    {
        if (OctalNumber().IsMatch(text))
        {
            return Convert.ToInt64(text, 8);
        }

        if (Integers().IsMatch(text) && PyNumber.TryParseInteger(text, 0, out var number))
        {
            return number;
        }

        return Reals().IsMatch(text) && PyNumber.TryParseFloat(text, out var real) ? real : null;
    }

    private static object? Date(string text)
    {
        if (!Dates().IsMatch(text) || DateText.ParseIso(text) is not { } date)
        {
            return null;
        }

        return text.Length == 10 ? new PyDate(date.Local.Date) : date;
    }

    [GeneratedRegex("^0[0-7]{1,20}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OctalNumber();

    [GeneratedRegex("^[-+]?(0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|0b[01_]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Integers();

    [GeneratedRegex(@"^[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reals();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}:\d{2}.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dates();

    private sealed class Counter
    {
        public int Nodes { get; set; }
    }
}
