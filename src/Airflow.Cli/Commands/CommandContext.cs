using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;
using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;
using Airflow.Engine.Timetables;
using Airflow.Engine;
using Airflow.Storage;

namespace Airflow.Cli.Commands;

/// <summary>What a command may use; everything dear is made when first asked for.</summary>
internal sealed class CommandContext(CommandEnvironment environment, ParsedArguments arguments, ActionNote? note, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    private static readonly string[] UserVariables = ["LOGNAME", "USER", "LNAME", "USERNAME"];

    private AirflowStores? _stores;
    private bool _isNoted;
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

    /// <summary>The settings, all of them checked: a value that cannot be used stops every command, as in Airflow.</summary>
    public AirflowConfiguration Configuration => _configuration ??= LoadConfiguration();

    /// <summary>Whether the command changes something, and is noted in the audit log.</summary>
    public bool IsChange => note is not null;

    /// <summary>Who typed the command.</summary>
    public string UserName => UserVariables.Select(name => Variables.GetValueOrDefault(name)).FirstOrDefault(static user => !string.IsNullOrEmpty(user))
        ?? Environment.UserName;

    public T Get<T>(Argument<T> argument) => arguments.Get(argument);

    public bool IsGiven(Argument argument) => arguments.IsGiven(argument);

    /// <summary>The instant that a date means; without an offset it was typed in [core] default_timezone.</summary>
    public DateTimeOffset? GetTime(Argument<DateInput?> argument) => ToInstant(Get(argument));

    public DateTimeOffset? ToInstant(DateInput? date) => date is not { } typed ? null
        : typed.In(typed.Offset is null ? _zone ??= ScheduleZone.Parse(Configuration.GetDefaultTimezone()) : ScheduleZone.Utc);

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

    /// <summary>A path as typed, from the folder in which the command was typed.</summary>
    public string PathOf(string typed) => Path.GetFullPath(typed, environment.WorkingDirectory);

    /// <summary>Asks and reads a line; null at the end of the input.</summary>
    public async Task<string?> AskAsync(string question)
    {
        await Out.WriteAsync(question);
        await Out.FlushAsync(cancellationToken);
        return await In.ReadLineAsync(cancellationToken);
    }

    /// <summary>The database without a look at its schema, for the commands that care for it.</summary>
    public AirflowStores OpenDatabase()
    {
        if (_stores is null)
        {
            PrepareHome();
            _stores = environment.OpenStores(Configuration);
        }

        return _stores;
    }

    /// <summary>The stores of a database whose schema is the one that this program needs.</summary>
    public async Task<AirflowStores> OpenStoresAsync()
    {
        var stores = OpenDatabase();
        if ((await stores.Database.ListPendingMigrationsAsync(cancellationToken)).Count > 0)
        {
            throw new AirflowException("database_not_migrated", "Database migration required. Please run `airflow db migrate`.");
        }

        if (HasDatabaseElsewhere && Clock is SharedClock clock)
        {
            await ClockKeeper.SetAsync(stores.Database, clock, cancellationToken);
        }

        await NoteAsync();
        return stores;
    }

    /// <summary>Whether the database may be on another host, with a clock of its own.</summary>
    public bool HasDatabaseElsewhere => !Configuration.GetDatabaseUrl().StartsWith("sqlite", StringComparison.Ordinal);

    /// <summary>Tells the audit log, once, what is about to be done; for commands that change something.</summary>
    public async Task NoteAsync()
    {
        if (note is not null && !_isNoted)
        {
            _isNoted = true;
            await OpenDatabase().AuditLog.AddAsync(note.ToEntry(this), cancellationToken);
        }
    }

    /// <summary>Tells running roles that something changed.</summary>
    public void Wake(string topic) => WakeSignal.Wake(topic);

    public IWakeSignal WakeSignal => OpenDatabase().WakeSignal ?? new WakeSender(WakeFolder.For(Configuration.Home));

    public ValueTask DisposeAsync() => _stores?.DisposeAsync() ?? ValueTask.CompletedTask;

    private AirflowConfiguration LoadConfiguration()
    {
        var configuration = new AirflowConfiguration(ConfigurationInputs.Of(environment.Variables))
        {
            OnWarning = warning => Error.Write($"Warning: {warning.Message}\n"),
        };
        configuration.CheckAtStart();
        return configuration;
    }

    /// <summary>A new home gets its folder and an airflow.cfg with keys of its own before anything is stored in it.</summary>
    private void PrepareHome()
    {
        var inputs = Configuration.Inputs;
        try
        {
            if (inputs.FileText is null && NewConfigurationFile.WriteIfMissing(inputs.FilePath, inputs.Home))
            {
                Directory.CreateDirectory(inputs.Home);
                _configuration = null;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AirflowException(
                "home_not_writable", $"The home {inputs.Home} cannot be made ({exception.Message}) Set AIRFLOW_HOME to a folder that you may write.", exception);
        }
    }
}
