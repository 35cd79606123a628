using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Airflow.Cli.Commands.Secrets;

/// <summary>Reads YAML into JSON values; plain words mean what they mean in YAML 1.1.</summary>
internal static class YamlReader
{
    public static JsonNode? Parse(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode);
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(entry => KeyValuePair.Create(KeyOf(entry.Key), Convert(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => ConvertPlain(scalar.Value ?? ""),
        YamlScalarNode scalar => scalar.Value,
        _ => throw new FormatException("Only maps, lists and values can be read."),
    };

    private static string KeyOf(YamlNode node) =>
        node is YamlScalarNode scalar ? scalar.Value ?? "" : throw new FormatException($"The key at line {node.Start.Line} must be a word.");

    private static JsonNode? ConvertPlain(string word)
    {
        switch (word.ToLowerInvariant())
        {
            case "" or "~" or "null":
                return null;
            case "true" or "yes" or "on":
                return true;
            case "false" or "no" or "off":
                return false;
        }

        var digits = word.Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (digits.TrimStart('+', '-') is "0" or not ['0', ..]))
        {
            return number;
        }

        const NumberStyles real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return digits.Contains('.', StringComparison.Ordinal) && double.TryParse(digits, real, CultureInfo.InvariantCulture, out var fraction)
            ? fraction
            : word;
    }
}
