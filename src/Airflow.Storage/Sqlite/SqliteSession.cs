using Airflow.Engine;
using Airflow.Storage.Sql;
using SQLitePCL;

namespace Airflow.Storage.Sqlite;

/// <summary>
/// One connection to a SQLite file, with its prepared statements. SQLite is spoken through SQLitePCLRaw itself: the ADO.NET layer costs
/// 30 ms at the start of every command and Dapper another 40 (measured), where this takes 4. One thread at a time may use it.
/// </summary>
internal sealed class SqliteSession : ISqlSession, IDisposable
{
    private static readonly string[] ReadPragmas = ["PRAGMA query_only = ON", "PRAGMA cache_size = -8000", "PRAGMA temp_store = MEMORY"];

    // synchronous = FULL: every commit is on the disk before it is answered
    private static readonly string[] WritePragmas =
    [
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA cache_size = -32000",
        "PRAGMA temp_store = MEMORY",
    ];

    /// <summary>More than there are constants: those of lists are put together as they are asked for.</summary>
    private const int MaxStatements = 1_500;

    private readonly sqlite3 _database;
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string[]> _names = new(ReferenceEqualityComparer.Instance);

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 database, string path)
    {
        _database = database;
        FilePath = path;
    }

    public string FilePath { get; }

    /// <summary>Whether a transaction is open; an error such as a full disk may have ended it.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    /// <summary>A connection that only reads; it waits so long when the file is being recovered.</summary>
    public static SqliteSession OpenReader(string path, TimeSpan busyTimeout) => Open(path, raw.SQLITE_OPEN_READWRITE, busyTimeout, ReadPragmas);

    /// <summary>A connection that writes. It does not wait for others itself: its user does, without holding a thread.</summary>
    public static SqliteSession OpenWriter(string path, bool create) =>
        Open(path, raw.SQLITE_OPEN_READWRITE | (create ? raw.SQLITE_OPEN_CREATE : 0), TimeSpan.Zero, WritePragmas);

    /// <summary>The prepared statement of a constant, ready to be bound.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            if (_statements.Count >= MaxStatements)
            {
                Forget();
            }

            statement = new SqliteStatement(_database, sql, FilePath);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs a statement without parameters; false when another connection holds the database.</summary>
    public bool TryRun(string sql)
    {
        try
        {
            Prepare(sql).Run();
            return true;
        }
        catch (SqliteException error) when (error.PrimaryCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return false;
        }
    }

    /// <summary>Runs a script of any number of statements, unprepared.</summary>
    public void RunScript(string sql)
    {
        if (raw.sqlite3_exec(_database, sql) != raw.SQLITE_OK)
        {
            throw SqliteErrors.From(_database, FilePath);
        }
    }

    public Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] arguments) =>
        Task.FromResult(Bind(sql, arguments).Run());

    public Task<T?> FirstAsync<T>(string sql, Func<SqlRow, T> read, params (string Name, object? Value)[] arguments)
    {
        var statement = Bind(sql, arguments);
        try
        {
            return Task.FromResult(statement.Step() ? read(statement.Row) : default);
        }
        finally
        {
            statement.Reset();
        }
    }

    public Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<SqlRow, T> read, params (string Name, object? Value)[] arguments)
    {
        var statement = Bind(sql, arguments);
        try
        {
            var rows = new List<T>();
            while (statement.Step())
            {
                rows.Add(read(statement.Row));
            }

            return Task.FromResult<IReadOnlyList<T>>(rows);
        }
        finally
        {
            statement.Reset();
        }
    }

    public Task<IReadOnlyList<int>> ExecuteManyAsync(string sql, IReadOnlyList<(string Name, object? Value)[]> arguments) =>
        Task.FromResult<IReadOnlyList<int>>([.. arguments.Select(each => Bind(sql, each).Run())]);

    public Task LockAsync(SqlLock scope) => Task.CompletedTask;

    public void Dispose()
    {
        Forget();
        _database.Dispose();
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _names.Clear();
    }

    private static SqliteSession Open(string path, int flags, TimeSpan busyTimeout, string[] pragmas)
    {
        var result = raw.sqlite3_open_v2(path, out var database, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (result != raw.SQLITE_OK)
        {
            var error = database is null ? SqliteErrors.From(result, "it cannot be opened", path) : SqliteErrors.From(database, path);
            database?.Dispose();
            throw error;
        }

        var session = new SqliteSession(database, path);
        try
        {
            _ = raw.sqlite3_busy_timeout(database, (int)busyTimeout.TotalMilliseconds);
            foreach (var pragma in pragmas)
            {
                session.Prepare(pragma).Run();
            }

            return session;
        }
        catch (AirflowException)
        {
            session.Dispose();
            throw;
        }
    }

    private SqliteStatement Bind(string sql, (string Name, object? Value)[] arguments)
    {
        SqlMeter.Count(FilePath);
        var statement = Prepare(sql);
        if (!_names.TryGetValue(sql, out var names))
        {
            names = statement.ParameterNames();
            _names.Add(sql, names);
        }

        foreach (var name in names)
        {
            statement.Value(FindArgument(statement, name, arguments));
        }

        return statement;
    }

    private static object? FindArgument(SqliteStatement statement, string name, (string Name, object? Value)[] arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value;
            }
        }

        statement.Reset();
        throw new ArgumentException($"The parameter @{name} has no argument.", nameof(arguments));
    }
}
