using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Configuration;
using Airflow.Engine.Timetables;

namespace Airflow.Cli.Commands;

/// <summary>What a command may use; everything dear is made when first asked for.</summary>
internal sealed class CommandContext(CommandEnvironment environment, ParsedArguments arguments, CancellationToken cancellationToken)
{
    private AirflowConfiguration? _configuration;
    private ScheduleZone? _zone;

    public TextReader In => environment.Console.In;

    public TextWriter Out => environment.Console.Out;

    public TextWriter Error => environment.Console.Error;

    public ConsoleStreams Console => environment.Console;

    public TimeProvider Clock => environment.Clock;

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Variables => environment.Variables;

    public CancellationToken CancellationToken => cancellationToken;

    public AirflowConfiguration Configuration => _configuration ??= new AirflowConfiguration(ConfigurationInputs.Of(environment.Variables))
    {
        OnWarning = warning => Error.Write($"Warning: {warning.Message}\n"),
    };

    public T Get<T>(Argument<T> argument) => arguments.Get(argument);

    public bool IsGiven(Argument argument) => arguments.IsGiven(argument);

    /// <summary>The instant that a date means; without an offset it was typed in [core] default_timezone.</summary>
    public DateTimeOffset? GetTime(Argument<DateInput?> argument) => ToInstant(Get(argument));

    public DateTimeOffset? ToInstant(DateInput? date) => date is not { } typed ? null
        : typed.In(typed.Offset is null ? _zone ??= ScheduleZone.Parse(Configuration.GetString("core", "default_timezone")) : ScheduleZone.Utc);

    /// <summary>Prints records as the -o option says.</summary>
    public void Print(Argument<string?> format, IReadOnlyList<Row> rows) => RecordPrinter.Print(Console, Get(format)!, rows);

    /// <summary>A message for stderr, folded as Airflow folds its errors.</summary>
    public void WriteError(string message)
    {
        foreach (var line in TextWrap.Lines(message, TextWrap.MessageWidth))
        {
            Error.Write(line + "\n");
        }
    }

    /// <summary>Asks and reads a line; null at the end of the input.</summary>
    public async Task<string?> AskAsync(string question)
    {
        await Out.WriteAsync(question);
        await Out.FlushAsync(cancellationToken);
        return await In.ReadLineAsync(cancellationToken);
    }
}
