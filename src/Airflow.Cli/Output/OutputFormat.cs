using Airflow.Cli.Parsing;

namespace Airflow.Cli.Output;

/// <summary>The -o/--output option: how records are printed.</summary>
internal static class OutputFormat
{
    public const string Table = "table";
    public const string Json = "json";
    public const string Yaml = "yaml";
    public const string Plain = "plain";

    public static Argument<string?> Option() => Parsing.Option.Choice(
        "-o/--output", "How to print: a table, JSON, YAML, or plain columns.", [Table, Json, Yaml, Plain], Table, "(table, json, yaml, plain)");

    /// <summary>The -v/--verbose option.</summary>
    public static Argument<bool> Verbose() => Parsing.Option.Flag("-v/--verbose", "Say more, and show the whole of an error.");
}
