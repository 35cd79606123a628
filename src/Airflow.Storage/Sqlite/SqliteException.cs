using Airflow.Engine;

namespace Airflow.Storage.Sqlite;

/// <summary>An error of SQLite with its result codes, already put into words.</summary>
internal sealed class SqliteException(string code, string message, int resultCode) : AirflowException(code, message)
{
    /// <summary>The extended result code.</summary>
    public int ResultCode { get; } = resultCode;

    public int PrimaryCode => ResultCode & 0xff;
}
