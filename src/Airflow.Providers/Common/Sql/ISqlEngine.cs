using System.Data.Common;

namespace Airflow.Providers.Common.Sql;

/// <summary>A kind of database. A provider adds one by registering it as a service of the host.</summary>
public interface ISqlEngine
{
    /// <summary>Connection types that it serves: <c>sqlite</c>, <c>postgres</c> …</summary>
    IReadOnlyList<string> ConnTypes { get; }

    /// <summary>Makes a connection to the database; it is opened, used and closed by the caller.</summary>
    /// <param name="connection">Where the database is, and who asks.</param>
    /// <param name="database">Database to use instead of the connection's own; <see langword="null"/> keeps that.</param>
    /// <returns>The closed connection.</returns>
    DbConnection Create(Connection connection, string? database);
}
