using Airflow.Cli.Commands;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Daemons;

/// <summary>What every service takes: run in the background, its files, and the word "stop".</summary>
internal sealed class ServiceOptions(string component, string command)
{
    private const string StopWord = "stop";

    /// <summary>Set by the process that starts another one in the background.</summary>
    public const string BackgroundVariable = "_AIRFLOW_BACKGROUND";

    public Argument<string?> Action { get; } = Positional.Optional("action", "The word stop: end the one that runs instead of starting one.", StopWord);

    public Argument<bool> Daemon { get; } = Option.Flag("-D/--daemon", "Run in the background.");

    public Argument<string?> LogFile { get; } = Option.Text("-l/--log-file", $"Where the log goes; in the background $AIRFLOW_HOME/airflow-{component}.log when absent.");

    public Argument<string?> Pid { get; } = Option.OptionalText("--pid", $"Where the process number goes; $AIRFLOW_HOME/airflow-{component}.pid when absent.");

    public Argument<string?> Stderr { get; } = Option.Text("--stderr", $"Where stderr goes in the background; $AIRFLOW_HOME/airflow-{component}.err when absent.");

    public Argument<string?> Stdout { get; } = Option.Text("--stdout", $"Where stdout goes in the background; $AIRFLOW_HOME/airflow-{component}.out when absent.");

    /// <summary>Runs the service here, starts it in the background, or stops the one that runs.</summary>
    public async Task<int> RunAsync(CommandContext context, Func<ServiceRun, Task> run)
    {
        var files = FilesOf(context);
        if (context.Get(Action) is { } action)
        {
            if (action != StopWord)
            {
                throw new UsageException("airflow", CommandResolver.RootHelp(), $"unrecognized arguments: {action}")
                {
                    Suggestion = EditDistance.Of(action, StopWord) <= 2 ? $"airflow {command} {StopWord}" : null,
                };
            }

            return await ServiceStop.RunAsync(context, command, files);
        }

        var isBackground = context.Variables.ContainsKey(BackgroundVariable);
        if (context.Get(Daemon) && !isBackground)
        {
            return await ServiceStart.RunAsync(context, command, files);
        }

        if (isBackground)
        {
            // a session of its own: it outlives the terminal, and a signal to that one's group does not reach it
            _ = NativeMethods.SetSid();
        }

        using var service = new ServiceRun(files.Pid, isBackground || context.IsGiven(LogFile) ? files.Log : null);
        await run(service);
        return 0;
    }

    private ServiceFiles FilesOf(CommandContext context)
    {
        var home = context.Configuration.Home;
        return new ServiceFiles(PathOf(Pid, "pid"), PathOf(LogFile, "log"), PathOf(Stdout, "out"), PathOf(Stderr, "err"));

        string PathOf(Argument<string?> option, string ending)
        {
            var typed = context.Get(option);
            return typed?.Length == 0
                ? throw new AirflowException("path_empty", $"{option.DisplayName} needs the path of a file.")
                : typed is null ? Path.Combine(home, $"airflow-{component}.{ending}") : context.PathOf(typed);
        }
    }
}
