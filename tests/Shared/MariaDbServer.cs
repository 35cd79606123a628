using System.Diagnostics;
using System.Globalization;

namespace Airflow.Shared;

/// <summary>A MariaDB server of its own, with its data in a temporary folder, on a free port and a socket in that folder.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private const string ServiceUser = "mysql";
    private const string User = "airflow";

    private readonly string _folder;
    private readonly bool _isDurable;
    private ServiceProcess? _process;

    private MariaDbServer(string folder, bool isDurable)
    {
        _folder = folder;
        _isDurable = isDurable;
        Port = FreePort.Find();
    }

    public int Port { get; }

    public string Socket => Path.Combine(_folder, "s");

    /// <summary>Makes and starts one; skips the test where there are no programs of MariaDB, and fails it there in continuous integration.</summary>
    /// <param name="isDurable">Whether commits are on the disk when they are answered, as a server that is to crash needs it.</param>
    public static async Task<MariaDbServer> StartAsync(bool isDurable, CancellationToken cancellationToken)
    {
        var install = ServiceProcess.Require("mariadb-install-db");
        var server = new MariaDbServer(NewFolder(isDurable), isDurable);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", [ServiceUser, server._folder], cancellationToken);
        }

        await RunAsync(
            install,
            ["--no-defaults", $"--datadir={server.Data}", "--auth-root-authentication-method=normal", "--skip-test-db", .. AsUser()],
            cancellationToken);
        await server.StartAsync();
        await server.QueryAsync("mysql", $"CREATE USER '{User}'@'%' IDENTIFIED BY 'p@ss'; GRANT ALL ON *.* TO '{User}'@'%'", cancellationToken);
        return server;
    }

    /// <summary>The URL of a database as Airflow's users write it.</summary>
    public string UrlOf(string database) => string.Create(CultureInfo.InvariantCulture, $"mysql+mysqldb://{User}:p%40ss@127.0.0.1:{Port}/{database}?charset=utf8mb4");

    public async Task StartAsync()
    {
        string[] speed = _isDurable ? [] : ["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-flush-method=nosync"];
        string[] arguments =
        [
            "--no-defaults", $"--datadir={Data}", $"--socket={Socket}", "--bind-address=127.0.0.1", $"--port={Port.ToString(CultureInfo.InvariantCulture)}",
            "--innodb-buffer-pool-size=64M", "--innodb-file-per-table=0", "--max-connections=300", "--max-allowed-packet=256M", "--skip-log-bin", "--character-set-server=latin1",
            .. speed, .. AsUser(),
        ];
        _process = await ServiceProcess.StartAsync(new ProcessStartInfo(ServiceProcess.Require("mariadbd"), arguments), Port);
    }

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <summary>Runs SQL with MariaDB's client; returns what it prints, columns parted by a bar.</summary>
    public async Task<string> QueryAsync(string database, string sql, CancellationToken cancellationToken)
    {
        var text = await RunAsync(ServiceProcess.Require("mariadb"), ["--no-defaults", "-uroot", "-S", Socket, "-N", "-B", database], cancellationToken, sql);
        return text.Replace('\t', '|');
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    // in memory where nothing has to outlive the machine: tables are files, and each test makes a hundred of them
    private static string NewFolder(bool isDurable)
    {
        const string memory = "/dev/shm";
        return !isDurable && Directory.Exists(memory)
            ? Directory.CreateDirectory(Path.Combine(memory, $"airflow-my-{Environment.ProcessId}-{FreePort.Find()}")).FullName
            : Directory.CreateTempSubdirectory("airflow-my-").FullName;
    }

    private static string[] AsUser() => Environment.UserName == "root" ? [$"--user={ServiceUser}"] : [];

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken, string input = "")
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException($"{program} failed ({process.ExitCode}): {await error}{await output}");
    }
}
