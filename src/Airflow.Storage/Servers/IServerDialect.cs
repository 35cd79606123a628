using System.Data.Common;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Servers;

/// <summary>What differs between database servers.</summary>
internal interface IServerDialect
{
    /// <summary>The statement as this server takes it.</summary>
    ServerStatement Translate(string sql);

    /// <summary>The parameter of that number in a translated statement, the first being 1.</summary>
    DbParameter ParameterOf(int number, object? value);

    SqlRow RowOf(DbDataReader reader);

    /// <summary>The error in words that say what, where and what to do.</summary>
    ServerException Describe(DbException exception);

    ServerSession SessionOf(DbConnection connection, CancellationToken cancellationToken);
}
