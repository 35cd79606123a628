using System.Text.Json.Nodes;

namespace Airflow.Engine.Triggers;

/// <summary>The triggers that a triggerer can run, by the end of their class' name.</summary>
internal static class TriggerCatalog
{
    private static readonly TimeSpan DefaultPoke = TimeSpan.FromSeconds(5);

    public static bool Knows(string classpath) => Find(classpath) is not null;

    /// <summary>Waits until the trigger fires; answers its event.</summary>
    public static Task<JsonNode?> RunAsync(string classpath, string arguments, TimeProvider clock, CancellationToken cancellationToken) =>
        (Find(classpath) ?? throw new AirflowException("trigger_invalid", $"This release runs no triggers of class {classpath}."))(new TriggerArguments(arguments), clock, cancellationToken);

    private static Func<TriggerArguments, TimeProvider, CancellationToken, Task<JsonNode?>>? Find(string classpath) => classpath[(classpath.LastIndexOf('.') + 1)..] switch
    {
        "DateTimeTrigger" => WaitUntilAsync,
        "FileTrigger" => WaitForFileAsync,
        _ => null,
    };

    private static async Task<JsonNode?> WaitUntilAsync(TriggerArguments arguments, TimeProvider clock, CancellationToken cancellationToken)
    {
        var moment = arguments.Time("moment");
        while (moment - clock.GetUtcNow() is { Ticks: > 0 } rest)
        {
            // a timer counts milliseconds in 32 bits
            await Task.Delay(rest < TimeSpan.FromDays(1) ? rest : TimeSpan.FromDays(1), clock, cancellationToken);
        }

        return JsonValue.Create(moment.UtcDateTime.ToString("O"));
    }

    private static async Task<JsonNode?> WaitForFileAsync(TriggerArguments arguments, TimeProvider clock, CancellationToken cancellationToken)
    {
        var path = arguments.Text("filepath");
        var pause = arguments.Seconds("poke_interval", DefaultPoke);
        while (!IsThere(path))
        {
            await Task.Delay(pause, clock, cancellationToken);
        }

        return JsonValue.Create(value: true);
    }

    private static bool IsThere(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : "/";
        return File.Exists(path) || (Directory.Exists(folder) && Path.GetFileName(path) is { Length: > 0 } name && Directory.EnumerateFileSystemEntries(folder, name).Any());
    }
}
