using System.Collections;
using System.Globalization;
using Airflow.Providers.Standard.Processes;
using Microsoft.Extensions.Logging;

namespace Airflow.Providers.Standard;

/// <summary>
/// Runs a command or a script in bash. Its output goes to the log line by line; the last line of its standard output is the result.
/// A killed or timed-out task ends everything that the command has started.
/// </summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.operators.bash", UiColor = "#f0ede4", TemplateExtensions = [".sh", ".bash"])]
public sealed partial class BashOperator(string taskId) : Operator(taskId), ITaskOutput<string>
{
    /// <summary>Longer commands are run from a file: Linux takes no argument of more than 128 KiB.</summary>
    private const int MaxArgumentLength = 100_000;

    private static readonly string Bash = new[] { "/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash" }.FirstOrDefault(File.Exists) ?? "/bin/bash";

    /// <summary>The command; or the name of a file that ends with <c>.sh</c> or <c>.bash</c>, beside the DAG file.</summary>
    [TemplateField(Renderer = "bash")]
    public Template? BashCommand { get; init; }

    /// <summary>Environment variables of the command; with them, the worker's own are not passed on (see <see cref="AppendEnv"/>).</summary>
    /// <value>Default: the worker's environment.</value>
    [TemplateField(Renderer = "json")]
    public IReadOnlyDictionary<string, Template>? Env { get; init; }

    /// <summary>Working folder; it must be there.</summary>
    /// <value>Default: an empty folder that is taken away afterwards.</value>
    [TemplateField]
    public Template? Cwd { get; init; }

    /// <summary>Whether <see cref="Env"/> comes on top of the worker's environment.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AppendEnv { get; init; }

    /// <summary>Exit codes that mean that there was nothing to do.</summary>
    /// <value>Default: 99.</value>
    public IReadOnlyList<int> SkipOnExitCode { get; init; } = [99];

    /// <summary>Makes the result out of the last line.</summary>
    /// <value>Default: the line itself.</value>
    public Func<string, object?>? OutputProcessor { get; init; }

    Operator ITaskOutput.Task => this;

    string ITaskOutput.Key => XComs.ReturnValue;

    /// <inheritdoc/>
    protected override async ValueTask<TaskOutcome> ExecuteAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var command = BashCommand?.Text ?? throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}' has no BashCommand.");
        if (Cwd?.Text is { } folder && !Directory.Exists(folder))
        {
            throw new TaskFailedException($"Task '{context.TaskId}': there is no working folder '{folder}'.");
        }

        var temporary = Cwd is null || command.Length > MaxArgumentLength ? Directory.CreateTempSubdirectory("airflowtmp") : null;
        try
        {
            return await RunAsync(command, temporary?.FullName, context);
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    private async ValueTask<TaskOutcome> RunAsync(string command, string? temporary, TaskContext context)
    {
        IReadOnlyList<string> arguments = ["-c", command];
        if (command.Length > MaxArgumentLength && temporary is not null)
        {
            var script = Path.Combine(temporary, "command.bash");
            await File.WriteAllTextAsync(script, command, context.CancellationToken);
            arguments = [script];
        }

        var last = "";
        Log.Running(context.Logger, command);
        var start = new ProcessStart(Bash, arguments, Variables(context), Cwd?.Text ?? temporary ?? Path.GetTempPath());
        var end = await ChildProcess.RunAsync(
            start,
            line =>
            {
                last = line;
                Log.Line(context.Logger, line);
            },
            line => Log.Line(context.Logger, line),
            context.CancellationToken);
        if (end.LeftSomethingBehind)
        {
            Log.LeftBehind(context.Logger);
        }

        Log.Ended(context.Logger, end.ExitCode);
        return OutcomeOf(end, last);
    }

    private TaskOutcome OutcomeOf(ProcessEnd end, string lastLine)
    {
        if (end.ExitCode == 0)
        {
            return TaskOutcome.Success(OutputProcessor is null ? lastLine : OutputProcessor(lastLine));
        }

        if (end.Signal == 0 && SkipOnExitCode.Contains(end.ExitCode))
        {
            return TaskOutcome.Skipped($"The command ended with exit code {end.ExitCode}, which means that there was nothing to do.");
        }

        return TaskOutcome.Failed(end.Signal == 0
            ? $"The command failed with exit code {end.ExitCode}."
            : $"The command was ended by signal {end.Signal} (exit code {end.ExitCode}).");
    }

    private Dictionary<string, string> Variables(TaskContext context)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Env is null || AppendEnv)
        {
            foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            {
                variables[(string)entry.Key] = (string?)entry.Value ?? "";
            }
        }

        variables["AIRFLOW_CTX_DAG_ID"] = context.DagId;
        variables["AIRFLOW_CTX_TASK_ID"] = context.TaskId;
        variables["AIRFLOW_CTX_DAG_RUN_ID"] = context.RunId;
        variables["AIRFLOW_CTX_TRY_NUMBER"] = context.TryNumber.ToString(CultureInfo.InvariantCulture);
        if (context.HasLogicalDate)
        {
            variables["AIRFLOW_CTX_LOGICAL_DATE"] = context.LogicalDate.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in Env ?? new Dictionary<string, Template>(StringComparer.Ordinal))
        {
            variables[name] = value.Text ?? "";
        }

        return variables;
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Information, "Running command: {Command}")]
        public static partial void Running(ILogger logger, string command);

        [LoggerMessage(5002, LogLevel.Information, "{Line}")]
        public static partial void Line(ILogger logger, string line);

        [LoggerMessage(5003, LogLevel.Information, "Command ended with exit code {ExitCode}")]
        public static partial void Ended(ILogger logger, int exitCode);

        [LoggerMessage(5004, LogLevel.Warning, "The command left processes behind that held its output open; they were ended. Redirect the output of what shall go on.")]
        public static partial void LeftBehind(ILogger logger);
    }
}
