using System.Data.Common;
using Airflow.Storage.Servers;
using Npgsql;

namespace Airflow.Storage.Postgres;

/// <summary>PostgreSQL's errors as errors that say what, where and what to do; the only place that classifies them.</summary>
internal static class PostgresErrors
{
    /// <summary>The transaction was ended because its client did not go on with it.</summary>
    private const string HeldTooLong = "25P03";

    public static ServerException Describe(DbException exception, string place) => exception is PostgresException answer
        ? Describe(answer, place)
        : Unreachable(place, exception.InnerException?.Message ?? exception.Message, exception);

    private static ServerException ReadOnly(string place, PostgresException error)
    {
        var message = $"The database {place} takes no writes: {error.MessageText}. It may be a standby; point [database] sql_alchemy_conn to the primary.";
        return new("database_read_only", message, ServerFailure.Connection, error) { IsTransient = true };
    }

    private static ServerException Describe(PostgresException error, string place) => error.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
            new("database_conflict", $"The database {place} undid a transaction for another: {error.MessageText}.", ServerFailure.Conflict, error) { IsTransient = true },
        PostgresErrorCodes.ForeignKeyViolation => new("database_constraint", Refused(error, place), ServerFailure.MissingReference, error),
        PostgresErrorCodes.StringDataRightTruncation => new("database_constraint", Refused(error, place), ServerFailure.Constraint, error),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => new(
            "database_not_migrated", $"The database {place} has not the tables of this version ({error.MessageText}). Run: airflow db migrate", ServerFailure.Permanent, error),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new(
            "database_denied", $"The database {place} refused the user: {error.MessageText}. Check user and password in [database] sql_alchemy_conn.", ServerFailure.Permanent, error),
        PostgresErrorCodes.InvalidCatalogName => new(
            "database_missing", $"The server has not the database of {place}: {error.MessageText}. Create it, or correct [database] sql_alchemy_conn.", ServerFailure.Permanent, error),
        PostgresErrorCodes.InsufficientPrivilege => new(
            "database_denied", $"The user of {place} may not do this: {error.MessageText}. Grant it the rights on the schema.", ServerFailure.Permanent, error),
        PostgresErrorCodes.ReadOnlySqlTransaction => ReadOnly(place, error),
        PostgresErrorCodes.DiskFull => new("database_full", $"The server of {place} has no room left. Free disk space; nothing was half written.", ServerFailure.Permanent, error) { IsTransient = true },
        PostgresErrorCodes.TooManyConnections or HeldTooLong => Unreachable(place, error.MessageText, error),
        _ when error.SqlState.StartsWith("23", StringComparison.Ordinal) => new("database_constraint", Refused(error, place), ServerFailure.Constraint, error),
        _ when error.SqlState.StartsWith("57P", StringComparison.Ordinal) || error.SqlState.StartsWith("08", StringComparison.Ordinal) => Unreachable(place, error.MessageText, error),
        _ => new("database_error", $"The database {place} answered: {error.MessageText} (SQLSTATE {error.SqlState}).", ServerFailure.Permanent, error),
    };

    private static string Refused(PostgresException error, string place) => $"The database {place} refused a row: {error.MessageText}.";

    private static ServerException Unreachable(string place, string reason, Exception exception) => new(
        "database_unreachable", $"The database {place} cannot be reached: {reason.TrimEnd('.')}. Check that the server runs and that [database] sql_alchemy_conn names it.", ServerFailure.Connection, exception)
    {
        IsTransient = true,
    };
}
