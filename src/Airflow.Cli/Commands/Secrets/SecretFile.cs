using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using YamlDotNet.Core;

namespace Airflow.Cli.Commands.Secrets;

/// <summary>Reads files of variables or connections: .json, .yaml, .yml or .env, chosen by the name's ending.</summary>
internal static class SecretFile
{
    /// <summary>The entries in the order of the file.</summary>
    public static async Task<JsonObject> ReadAsync(string path, CancellationToken cancellationToken)
    {
        Func<string, JsonNode?> parse = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => static text => JsonNode.Parse(text),
            ".yaml" or ".yml" => YamlReader.Parse,
            ".env" => text => ParseEnvironment(text, path),
            _ => throw new AirflowException("file_format", "Unsupported file format. The file must have one of the following extensions: .env .json .yaml .yml"),
        };
        var content = await File.ReadAllTextAsync(path, cancellationToken);
        try
        {
            return parse(content) as JsonObject ?? throw Error(path, "the file must hold an object of names and values.");
        }
        catch (Exception exception) when (exception is JsonException or YamlException or FormatException)
        {
            throw Error(path, exception.Message, exception);
        }
    }

    private static JsonObject ParseEnvironment(string text, string path)
    {
        var entries = new JsonObject();
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            number++;
            if (line.Length == 0 || line.TrimStart().StartsWith('#'))
            {
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == line.Length - 1)
            {
                throw Error(path, $"line {number} must have the form name=value.");
            }

            if (!entries.TryAdd(line[..equals], line[(equals + 1)..]))
            {
                throw Error(path, $"line {number} sets {line[..equals]} a second time.");
            }
        }

        return entries;
    }

    private static AirflowException Error(string path, string what, Exception? cause = null) => new("file_invalid", $"{path} cannot be read: {what}", cause);
}
