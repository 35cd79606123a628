using Airflow.Shared;

namespace Airflow.EndToEnd.Cluster;

/// <summary>The services that the guides install on the master, each on its usual port with the user that they make there.</summary>
internal sealed class MasterServices(ThreeHosts hosts, string folder)
{
    public const string User = "airflow_user";
    public const string Password = "airflow_pass123";
    public const string Database = "airflow_db";

    /// <summary>The database of the metadata in PostgreSQL.</summary>
    public static string PostgresUrl => $"postgresql+psycopg2://{User}:{Password}@{ThreeHosts.MasterAddress}/{Database}";

    /// <summary>PostgreSQL with the database of the metadata, and further ones.</summary>
    public async Task PostgresAsync(params string[] databases)
    {
        var programs = Path.GetDirectoryName(FindInitdb())!;
        var data = await FolderAsync("pg", "postgres");
        await HostProcess.RunAsync(
            "runuser", "-u", "postgres", "--", Path.Combine(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await File.AppendAllTextAsync(Path.Combine(data, "pg_hba.conf"), "host all all 10.77.0.0/24 scram-sha-256\n", TestContext.Current.CancellationToken);
        hosts.Begin(
            0,
            "runuser", "-u", "postgres", "--", Path.Combine(programs, "postgres"), "-D", data, "-c", "listen_addresses=*", "-c", $"unix_socket_directories={data}", "-c", "fsync=off");
        string[] psql = [Path.Combine(programs, "psql"), "-h", data, "-U", "postgres", "-d", "postgres", "-q", "-c"];
        await WaitAsync("PostgreSQL", [.. psql, "SELECT 1"]);
        await HostProcess.RunAsync([.. psql, $"CREATE USER {User} PASSWORD '{Password}'"]);
        foreach (var database in databases.Prepend(Database))
        {
            await HostProcess.RunAsync([.. psql, $"CREATE DATABASE {database} OWNER {User}"]);
        }
    }

    /// <summary>MariaDB with one database, in which a user may do everything from any host.</summary>
    public async Task MariaDbAsync(string database, string user, string password)
    {
        var install = ServiceProcess.Require("mariadb-install-db");
        var data = await FolderAsync("mysql", "mysql");
        var socket = Path.Combine(data, "s");
        await HostProcess.RunAsync(install, "--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db", "--user=mysql");
        hosts.Begin(
            0,
            ServiceProcess.Require("mariadbd"), "--no-defaults", $"--datadir={data}", $"--socket={socket}", "--bind-address=0.0.0.0", "--port=3306", "--user=mysql",
            "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-buffer-pool-size=64M", "--skip-log-bin");
        string[] client = [ServiceProcess.Require("mariadb"), "--no-defaults", $"--socket={socket}", "-u", "root", "-N", "-e"];
        await WaitAsync("MariaDB", [.. client, "SELECT 1"]);
        await HostProcess.RunAsync([.. client, $"CREATE DATABASE {database}; CREATE USER '{user}'@'%' IDENTIFIED BY '{password}'; GRANT ALL ON {database}.* TO '{user}'@'%'"]);
    }

    public Task RedisAsync(string? password = null)
    {
        string[] secret = password is null ? ["--protected-mode", "no"] : ["--requirepass", password];
        hosts.Begin(0, [ServiceProcess.Require("redis-server"), "--port", "6379", "--bind", ThreeHosts.MasterAddress, "--save", "", "--dir", folder, .. secret]);
        string[] known = password is null ? [] : ["-a", password];
        return WaitAsync("Redis", hosts.On(0, [ServiceProcess.Require("redis-cli"), "-h", ThreeHosts.MasterAddress, .. known, "PING"]));
    }

    /// <summary>RabbitMQ with one user, who may do everything.</summary>
    public async Task RabbitMqAsync(string user, string password)
    {
        var server = ServiceProcess.Require("rabbitmq-server");
        var data = Directory.CreateDirectory(Path.Combine(folder, "rabbitmq")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "plugins"), "[].\n");
        await File.WriteAllTextAsync(Path.Combine(data, "rabbitmq.conf"), $"listeners.tcp.default = 5672\ndefault_user = {user}\ndefault_pass = {password}\n");
        string[] environment =
        [
            "env", $"HOME={data}", "RABBITMQ_NODENAME=rabbit@localhost", $"RABBITMQ_BASE={data}", $"RABBITMQ_MNESIA_BASE={data}/data", $"RABBITMQ_LOG_BASE={data}/log", "RABBITMQ_LOGS=-",
            $"RABBITMQ_CONFIG_FILE={data}/rabbitmq.conf", $"RABBITMQ_ENABLED_PLUGINS_FILE={data}/plugins", "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=+S 1:1",
        ];
        hosts.Begin(0, [.. environment, server]);
        await WaitAsync("RabbitMQ", hosts.On(0, [.. environment, ServiceProcess.Require("rabbitmqctl"), "-q", "authenticate_user", user, password]));
    }

    private Task WaitAsync(string what, string[] words) => hosts.Master.WaitAsync(what, async () => (await HostProcess.TryAsync(words)).ExitCode == 0);

    private async Task<string> FolderAsync(string name, string owner)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        await HostProcess.RunAsync("chown", owner, data);
        return data;
    }

    private static string FindInitdb() => PostgresServer.FindPrograms() is { } programs ? Path.Combine(programs, "initdb") : ServiceProcess.Require("initdb");
}
