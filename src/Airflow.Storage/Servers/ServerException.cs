using Airflow.Engine;

namespace Airflow.Storage.Servers;

/// <summary>An error of a database server, already put into words.</summary>
internal sealed class ServerException(string code, string message, ServerFailure failure, Exception? innerException = null) : AirflowException(code, message, innerException)
{
    public ServerFailure Failure { get; } = failure;

    /// <summary>Which statement of several sent together failed.</summary>
    public int StatementIndex { get; init; }
}
