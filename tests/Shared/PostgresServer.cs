using System.Diagnostics;
using System.Globalization;

namespace Airflow.Shared;

/// <summary>A PostgreSQL server of its own, with its data in a temporary folder, on a free port and a socket in that folder.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string ServiceUser = "postgres";

    private readonly string _folder;
    private readonly string _programs;

    private PostgresServer(string folder, string programs, int port)
    {
        _folder = folder;
        _programs = programs;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Makes and starts one; skips the test where there are no programs of PostgreSQL, and fails it there in continuous integration.</summary>
    /// <param name="isDurable">Whether commits are on the disk when they are answered, as a server that is to crash needs it.</param>
    public static async Task<PostgresServer> StartAsync(bool isDurable, CancellationToken cancellationToken)
    {
        QuickLoop.Skip();
        var programs = FindPrograms();
        if (programs is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("postgresql is not installed here");
        }

        var folder = Directory.CreateTempSubdirectory("airflow-pg-").FullName;
        var server = new PostgresServer(folder, programs ?? throw new InvalidOperationException("postgresql is not installed"), FreePort.Find());
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", [ServiceUser, folder], cancellationToken);
        }

        await server.RunAsServiceAsync("initdb", ["-D", server.Data, "-U", ServiceUser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], cancellationToken);
        var fast = isDurable ? "" : "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n";
        await File.AppendAllTextAsync(
            Path.Combine(server.Data, "postgresql.conf"),
            $"port = {server.Port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{folder}'\nmax_connections = 300\nshared_buffers = 64MB\n{fast}",
            cancellationToken);
        await server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>The URL of a database as Airflow's users write it.</summary>
    public string UrlOf(string database) => string.Create(CultureInfo.InvariantCulture, $"postgresql+psycopg2://{ServiceUser}:p%40ss@127.0.0.1:{Port}/{database}?application_name=test");

    public Task StartAsync(CancellationToken cancellationToken) =>
        RunAsServiceAsync("pg_ctl", ["-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "start"], cancellationToken);

    /// <summary>Ends it in a mode of pg_ctl: immediate is a crash.</summary>
    public Task StopAsync(string mode, CancellationToken cancellationToken) =>
        RunAsServiceAsync("pg_ctl", ["-D", Data, "-m", mode, "-w", "stop"], cancellationToken);

    /// <summary>Runs SQL with psql; returns what it prints.</summary>
    public Task<string> QueryAsync(string database, string sql, CancellationToken cancellationToken) => RunAsync(
        Path.Combine(_programs, "psql"),
        ["-h", _folder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", ServiceUser, "-d", database, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql],
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync("immediate", CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // a test has stopped it already
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private Task<string> RunAsServiceAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_programs, program);
        return Environment.UserName == "root"
            ? RunAsync("runuser", ["-u", ServiceUser, "--", path, .. arguments], cancellationToken)
            : RunAsync(path, arguments, cancellationToken);
    }

    /// <summary>The folder of initdb and the others; null where they are not installed.</summary>
    public static string? FindPrograms()
    {
        const string debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(debian) ? Directory.GetDirectories(debian).OrderDescending(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin")) : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    // output goes to files: the server inherits it, so a pipe would not end before the server does
    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var output = Path.GetTempFileName();
        try
        {
            var command = string.Join(' ', new[] { program }.Concat(arguments).Select(argument => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"cd / && exec {command} > '{output}' 2>&1 < /dev/null"]))!;
            await process.WaitForExitAsync(cancellationToken);
            var text = await File.ReadAllTextAsync(output, cancellationToken);
            return process.ExitCode == 0 ? text.Trim() : throw new InvalidOperationException($"{program} failed ({process.ExitCode}): {text}");
        }
        finally
        {
            File.Delete(output);
        }
    }
}
