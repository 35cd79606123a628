using Airflow.Celery.Flower;
using Airflow.Celery.Flower.Http;
using Airflow.Cli.Daemons;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery flower: the monitor of the workers on a broker.</summary>
internal sealed class FlowerCommand : ICommand
{
    private readonly ServiceOptions _service = new("flower", "celery flower");
    private readonly Argument<string?> _basicAuth = Option.Text("-A/--basic-auth", "Who may look, as user:password, several separated by commas; default: [celery] flower_basic_auth. Nobody: this machine only.");
    private readonly Argument<string?> _brokerApi = Option.Text("-a/--broker-api", "Not needed: the lengths of queues are asked of the broker itself.");
    private readonly Argument<string?> _conf = Option.Text("-c/--flower-conf", "A flowerconfig.py; what it assigns counts unless it is typed here.");
    private readonly Argument<string?> _hostname = Option.Text("-H/--hostname", "The address to listen on; default: [celery] flower_host.");
    private readonly Argument<int?> _port = Option.OptionalInt("-p/--port", "The port to listen on; default: [celery] flower_port.");
    private readonly Argument<string?> _urlPrefix = Option.Text("-u/--url-prefix", "The path that a proxy serves it under; default: [celery] flower_url_prefix.");

    public IReadOnlyList<Argument> Arguments =>
    [
        _service.Action, _basicAuth, _brokerApi, _service.Daemon, _conf, _hostname, _service.LogFile, _service.Pid, _port, _service.Stderr, _service.Stdout, _urlPrefix,
        OutputFormat.Verbose(),
    ];

    public Task<int> RunAsync(CommandContext context) => _service.RunAsync(context, async service =>
    {
        context.Configuration.CheckNames();
        var options = OptionsOf(context);
        using var loggers = RoleLogging.Create(context.Configuration.GetString("logging", "logging_level"), service.LogPath, context.Clock);
        await using var broker = BrokerSettings.Open(context.Configuration, context.Clock, loggers);
        await using var server = new FlowerServer(broker, options, context.Clock, loggers);
        await server.StartAsync(context.CancellationToken);
        service.Ready();
        context.Error.Write($"Flower shows the workers of {broker.Address} on port {options.Port}{(options.Logins.Count == 0 ? ", to this machine only: --basic-auth lets others in" : "")}\n");
        var asked = new TaskCompletionSource();
        await using (context.CancellationToken.UnsafeRegister(_ => asked.TrySetResult(), null))
        {
            await asked.Task;
        }
    });

    private FlowerOptions OptionsOf(CommandContext context)
    {
        var configuration = context.Configuration;
        var options = new FlowerOptions
        {
            Host = configuration.GetString("celery", "flower_host"),
            Port = configuration.GetInt("celery", "flower_port"),
            UrlPrefix = configuration.GetString("celery", "flower_url_prefix"),
            Logins = FlowerOptions.ParseLogins(configuration.GetString("celery", "flower_basic_auth")),
            DefaultQueue = configuration.GetString("operators", "default_queue"),
        };
        if (context.Get(_conf) is { } path)
        {
            options = FlowerConfigFile.Apply(options, context.PathOf(path), warning => context.Error.Write(warning + "\n"));
        }

        options = options with
        {
            Host = context.Get(_hostname) ?? options.Host,
            Port = context.Get(_port) ?? options.Port,
            UrlPrefix = context.Get(_urlPrefix) ?? options.UrlPrefix,
            Logins = context.Get(_basicAuth) is { } logins ? FlowerOptions.ParseLogins(logins) : options.Logins,
        };
        return options.Port is >= 1 and <= 65535 ? options : throw new AirflowException("port_invalid", $"{options.Port} is no port; --port and [celery] flower_port take 1 to 65535.");
    }
}
