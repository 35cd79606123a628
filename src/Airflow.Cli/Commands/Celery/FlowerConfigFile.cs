using System.Globalization;
using System.Text.RegularExpressions;
using Airflow.Celery.Flower;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Celery;

/// <summary>A flowerconfig.py, as far as it assigns texts, numbers, True, False and lists of texts to names.</summary>
internal static partial class FlowerConfigFile
{
    public static FlowerOptions Apply(FlowerOptions options, string path, Action<string> warn)
    {
        foreach (Match match in Assignment().Matches(File.ReadAllText(path)))
        {
            var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value.Trim());
            try
            {
                options = Set(options, name, value) ?? Ignored(options, name);
            }
            catch (FormatException exception)
            {
                throw new AirflowException("flower_conf_invalid", $"{path}: {name} = {value} cannot be used.", exception);
            }
        }

        return options;

        FlowerOptions Ignored(FlowerOptions same, string name)
        {
            warn($"{path}: {name} has no effect here.");
            return same;
        }
    }

    private static FlowerOptions? Set(FlowerOptions options, string name, string value) => name switch
    {
        "address" => options with { Host = Texts(value) is [var host] ? host : throw new FormatException() },
        "port" => options with { Port = Number(value) },
        "url_prefix" => options with { UrlPrefix = Texts(value) is [var prefix] ? prefix : throw new FormatException() },
        "basic_auth" => options with { Logins = FlowerOptions.ParseLogins(string.Join(',', Texts(value))) },
        "max_tasks" => options with { MaxTasks = Number(value) },
        "max_workers" => options with { MaxWorkers = Number(value) },
        "inspect_timeout" => options with { InspectTimeout = TimeSpan.FromMilliseconds(Number(value)) },
        "purge_offline_workers" => options with { PurgeOfflineAfter = TimeSpan.FromSeconds(Number(value)) },
        "enable_events" => options with { EnableEvents = Flag(value) },
        "read_only" => options with { IsReadOnly = Flag(value) },
        _ => null,
    };

    private static int Number(string value) => int.Parse(value.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool Flag(string value) => value switch { "True" => true, "False" => false, _ => throw new FormatException() };

    private static string[] Texts(string value) => Quoted().Matches(value) is { Count: > 0 } texts ? [.. texts.Select(static text => text.Groups["text"].Value)] : throw new FormatException();

    // a list may go over several lines
    [GeneratedRegex(@"^(?<name>[a-z_]\w*)[ \t]*=[ \t]*(?<value>\[[^\]]*\]|\([^)]*\)|'[^'\n]*'|""[^""\n]*""|[^#\n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?<quote>['""])(?<text>.*?)\k<quote>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
