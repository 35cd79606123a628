using SQLitePCL;

namespace Airflow.Storage.Sqlite;

/// <summary>SQLite's result codes as errors that say what, where and what to do; the only place that classifies them.</summary>
internal static class SqliteErrors
{
    public static SqliteException From(sqlite3 database, string path) =>
        From(raw.sqlite3_extended_errcode(database), raw.sqlite3_errmsg(database).utf8_to_string(), path);

    public static SqliteException From(int resultCode, string message, string path) => (resultCode & 0xff) switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Locked(path, resultCode, holder: null),
        raw.SQLITE_READONLY => ReadOnly(path, message, resultCode),
        raw.SQLITE_CANTOPEN => CannotOpen(path, resultCode),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => new("database_denied", $"The database '{path}' may not be opened by this process: {message}.", resultCode),
        raw.SQLITE_NOTADB => new("database_corrupt", $"The file '{path}' is not a SQLite database. Restore it from a backup, or point [database] sql_alchemy_conn elsewhere.", resultCode),
        raw.SQLITE_CORRUPT => new("database_corrupt", $"The database '{path}' is damaged: {message}. Restore it from a backup; the sqlite3 tool's .recover saves what can be read.", resultCode),
        raw.SQLITE_FULL => new("database_full", $"There is no room left to write the database '{path}'. Free disk space; nothing was half written.", resultCode) { IsTransient = true },
        raw.SQLITE_IOERR => new("database_io", $"Reading or writing the database '{path}' failed: {message}. Check the disk.", resultCode) { IsTransient = true },
        raw.SQLITE_CONSTRAINT => new("database_constraint", $"The database '{path}' refused a row: {message}.", resultCode),
        raw.SQLITE_ERROR when message.StartsWith("no such table", StringComparison.Ordinal) || message.StartsWith("no such column", StringComparison.Ordinal) =>
            new("database_not_migrated", $"The database '{path}' has not the tables of this version ({message}). Run: airflow db migrate", resultCode),
        _ => new("database_error", $"The database '{path}' answered: {message} (SQLite {resultCode}).", resultCode),
    };

    public static SqliteException Locked(string path, int resultCode, string? holder) => new(
        "database_locked",
        $"The database '{path}' is locked by {holder ?? "another process"}, and waiting did not help. Let that finish or end it, then try again.",
        resultCode)
    {
        IsTransient = true,
    };

    private static SqliteException CannotOpen(string path, int resultCode)
    {
        var folder = Path.GetDirectoryName(path);
        if (!Directory.Exists(folder))
        {
            return new("database_missing", $"The folder '{folder}' of the database '{path}' does not exist. Create it, or correct [database] sql_alchemy_conn.", resultCode);
        }

        if (!File.Exists(path))
        {
            return new("database_missing", $"There is no database at '{path}' yet. Run: airflow db migrate", resultCode);
        }

        // SQLite does not tell why; a file or folder that may only be read is the usual reason
        return FindWriteObstacle(path) is { } obstacle
            ? ReadOnly(path, obstacle, resultCode)
            : new("database_denied", $"The database '{path}' cannot be opened by this process. Check the owner and the mode of the file and of its folder.", resultCode);
    }

    private static SqliteException ReadOnly(string path, string reason, int resultCode) => new(
        "database_read_only",
        $"The database '{path}' is read-only for this process: {reason.TrimEnd('.')}. Check the owner and the mode of the file and of its folder.",
        resultCode);

    private static string? FindWriteObstacle(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
