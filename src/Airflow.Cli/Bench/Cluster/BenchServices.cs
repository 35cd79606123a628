using System.Diagnostics;
using System.Net.Sockets;
using Airflow.Engine;
using Airflow.Storage;

namespace Airflow.Cli.Bench.Cluster;

/// <summary>
/// PostgreSQL, Redis and RabbitMQ of the benchmark's own, from the programs that are installed here: on free ports, with their data in a
/// temporary folder, with every commit on the disk as a server in use has it.
/// </summary>
internal sealed class BenchServices(TimeProvider clock) : IAsyncDisposable
{
    private const string PostgresUser = "postgres";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-bench-services-").FullName;
    private readonly List<Process> processes = [];
    private int databases;
    private int postgresPort;

    public string? RedisUrl { get; private set; }

    public string? RabbitMqUrl { get; private set; }

    public async Task StartPostgresAsync(CancellationToken cancellationToken)
    {
        postgresPort = BenchHome.FreePort();
        var data = Path.Combine(folder, "pg");
        Directory.CreateDirectory(data);
        if (Environment.UserName == "root")
        {
            await RunAsync("chmod", ["755", folder], cancellationToken);
            await RunAsync("chown", [PostgresUser, data], cancellationToken);
        }

        await RunAsync(AsPostgres("initdb", ["-D", data, "-U", PostgresUser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]), cancellationToken);
        var (program, words) = AsPostgres("postgres", ["-D", data, "-p", $"{postgresPort}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={data}", "-c", "max_connections=300"]);
        await StartAsync(new ProcessStartInfo(program, words), postgresPort, cancellationToken);
    }

    public async Task StartRedisAsync(CancellationToken cancellationToken)
    {
        var port = BenchHome.FreePort();
        await StartAsync(new ProcessStartInfo(Find("redis-server"), ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]), port, cancellationToken);
        RedisUrl = $"redis://127.0.0.1:{port}/0";
    }

    public async Task StartRabbitMqAsync(CancellationToken cancellationToken)
    {
        var (port, mapper) = (BenchHome.FreePort(), BenchHome.FreePort());
        await File.WriteAllTextAsync(Path.Combine(folder, "plugins"), "[].\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq.conf"), $"listeners.tcp.default = 127.0.0.1:{port}\n", cancellationToken);
        (string Name, string Value)[] environment =
        [
            ("HOME", folder), ("RABBITMQ_NODENAME", $"bench{port}@localhost"), ("RABBITMQ_BASE", folder), ("RABBITMQ_MNESIA_BASE", Path.Combine(folder, "rabbit")),
            ("RABBITMQ_LOG_BASE", folder), ("RABBITMQ_LOGS", "-"), ("RABBITMQ_CONFIG_FILE", Path.Combine(folder, "rabbitmq.conf")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(folder, "plugins")), ("RABBITMQ_DIST_PORT", $"{BenchHome.FreePort()}"),
            ("ERL_EPMD_PORT", $"{mapper}"), ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        ];
        await StartAsync(With(new ProcessStartInfo(Find("epmd"), ["-port", $"{mapper}"]), environment), mapper, cancellationToken);
        await StartAsync(With(new ProcessStartInfo(Find("rabbitmq-server")), environment), port, cancellationToken);
        RabbitMqUrl = $"amqp://guest:guest@127.0.0.1:{port}//";
    }

    /// <summary>The URL of a new, empty, migrated database.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"bench{++databases}";
        await RunAsync(
            AsPostgres("psql", ["-h", "127.0.0.1", "-p", $"{postgresPort}", "-U", PostgresUser, "-d", PostgresUser, "-X", "-q", "-c", $"CREATE DATABASE {name}"]), cancellationToken);
        var url = $"postgresql+psycopg2://{PostgresUser}@127.0.0.1:{postgresPort}/{name}";
        await using var stores = AirflowDatabase.Open(url);
        await stores.Database.MigrateAsync(cancellationToken);
        return url;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(processes))
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }

            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static ProcessStartInfo With(ProcessStartInfo start, (string Name, string Value)[] environment)
    {
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task StartAsync(ProcessStartInfo start, int port, CancellationToken cancellationToken)
    {
        start.WorkingDirectory = "/";
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = Process.Start(start) ?? throw new AirflowException("bench_no_service", $"{start.FileName} does not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
        var begin = clock.GetTimestamp();
        while (!await AnswersAsync(port, cancellationToken))
        {
            if (process.HasExited || clock.GetElapsedTime(begin) > Patience)
            {
                throw new AirflowException("bench_no_service", $"{start.FileName} does not answer on port {port}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static (string Program, string[] Words) AsPostgres(string program, string[] words) => Environment.UserName == "root"
        ? ("runuser", ["-u", PostgresUser, "--", Find(program), .. words])
        : (Find(program), words);

    private static Task RunAsync((string Program, string[] Words) command, CancellationToken cancellationToken) => RunAsync(command.Program, command.Words, cancellationToken);

    private static async Task RunAsync(string program, string[] words, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new AirflowException("bench_no_service", $"{program} {words[0]} failed: {errors.Trim()}");
        }
    }

    /// <summary>Debian's wrapper of RabbitMQ changes the user and PostgreSQL is not on its path: both are looked for where they are.</summary>
    private static string Find(string program)
    {
        const string postgres = "/usr/lib/postgresql";
        var versions = Directory.Exists(postgres) ? Directory.GetDirectories(postgres).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [];
        string[] folders = ["/usr/lib/rabbitmq/bin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), .. versions];
        return folders.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists)
            ?? throw new AirflowException("bench_no_service", $"The program {program} is not installed here: the benchmark of a cluster needs PostgreSQL, Redis and RabbitMQ.");
    }
}
