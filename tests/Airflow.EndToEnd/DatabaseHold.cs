using SQLitePCL;

namespace Airflow.EndToEnd;

/// <summary>A connection of this process that holds a SQLite file as a backup program or a forgotten shell would.</summary>
internal sealed class DatabaseHold : IDisposable
{
    private readonly sqlite3 database;

    static DatabaseHold() => Batteries_V2.Init();

    private DatabaseHold(string path, string script)
    {
        raw.sqlite3_open(path, out database).ShouldBe(raw.SQLITE_OK);
        raw.sqlite3_busy_timeout(database, 10_000);
        raw.sqlite3_exec(database, script).ShouldBe(raw.SQLITE_OK, raw.sqlite3_errmsg(database).utf8_to_string());
    }

    /// <summary>Nobody else can write.</summary>
    public static DatabaseHold AgainstWriters(string path) => new(path, "BEGIN EXCLUSIVE");

    /// <summary>Nobody else can read either; only while nobody has it open.</summary>
    public static DatabaseHold AgainstAll(string path) => new(path, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");

    public void Dispose() => database.Dispose();
}
