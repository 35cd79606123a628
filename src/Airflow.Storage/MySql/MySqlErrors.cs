using System.Data.Common;
using Airflow.Storage.Servers;
using MySql.Data.MySqlClient;

namespace Airflow.Storage.MySql;

/// <summary>Errors of MySQL and MariaDB as errors that say what, where and what to do; the only place that classifies them.</summary>
internal static class MySqlErrors
{
    // from the list of server errors; what is not here is none of them
    private const int LockWaitTimeout = 1205;
    private const int Deadlock = 1213;
    private const int RecordChanged = 1020;
    private static readonly int[] MissingParents = [1216, 1452];
    private static readonly int[] Constraints = [1048, 1062, 1217, 1264, 1364, 1366, 1406, 1451, 3819, 4025];
    private static readonly int[] MissingTables = [1051, 1054, 1146];
    private static readonly int[] TablesInTheWay = [1050, 1060, 1061, 1826];
    private static readonly int[] Denied = [1044, 1045, 1698];
    private static readonly int[] NoRight = [1142, 1143, 1227, 1370];
    private static readonly int[] ReadOnly = [1290, 1792, 1836];
    private static readonly int[] Full = [1021, 1041, 1114];
    private static readonly int[] Away = [0, 1040, 1042, 1043, 1053, 1077, 1079, 1080, 1081, 1152, 1154, 1158, 1159, 1160, 1161, 1184, 1203, 1317, 1927, 2002, 2003, 2006, 2013, 2055, 4031];

    public static ServerException Describe(DbException exception, string place) =>
        exception is MySqlException error ? Describe(error, error.Number, place) : Unreachable(place, exception.Message, exception);

    private static ServerException Describe(MySqlException error, int number, string place)
    {
        if (number is LockWaitTimeout or Deadlock or RecordChanged)
        {
            return new("database_conflict", $"The database {place} undid a transaction for another: {error.Message}", ServerFailure.Conflict, error) { IsTransient = true };
        }

        if (MissingParents.Contains(number))
        {
            return new("database_constraint", Refused(error, place), ServerFailure.MissingReference, error);
        }

        if (Constraints.Contains(number))
        {
            return new("database_constraint", Refused(error, place), ServerFailure.Constraint, error);
        }

        return Away.Contains(number) ? Unreachable(place, ReasonOf(error), error) : DescribePermanent(error, number, place);
    }

    private static ServerException DescribePermanent(MySqlException error, int number, string place) => number switch
    {
        _ when MissingTables.Contains(number) => new(
            "database_not_migrated", $"The database {place} has not the tables of this version ({error.Message}). Run: airflow db migrate", ServerFailure.Permanent, error),
        _ when TablesInTheWay.Contains(number) => new(
            "database_half_migrated",
            $"The database {place} has something in the way of a migration ({error.Message}): tables of another program, or those of a migration that was broken off, which MySQL cannot undo. For a new database run: airflow db reset",
            ServerFailure.Permanent,
            error),
        1153 => new(
            "database_value_too_large", $"A value is larger than the server of {place} takes at once. Raise max_allowed_packet of the server.", ServerFailure.Permanent, error),
        1049 => new(
            "database_missing", $"The server has not the database of {place}: {error.Message}. Create it, or correct [database] sql_alchemy_conn.", ServerFailure.Permanent, error),
        _ when Denied.Contains(number) => new(
            "database_denied", $"The database {place} refused the user: {error.Message}. Check user and password in [database] sql_alchemy_conn.", ServerFailure.Permanent, error),
        _ when NoRight.Contains(number) => new(
            "database_denied", $"The user of {place} may not do this: {error.Message}. Grant it the rights on the database.", ServerFailure.Permanent, error),
        _ when ReadOnly.Contains(number) => Transient("database_read_only", $"The database {place} takes no writes: {error.Message}. It may be a replica; point [database] sql_alchemy_conn to the primary.", ServerFailure.Connection, error),
        _ when Full.Contains(number) => Transient("database_full", $"The server of {place} has no room left. Free disk space; nothing was half written.", ServerFailure.Permanent, error),
        _ => new("database_error", $"The database {place} answered: {error.Message} (error {error.Number}).", ServerFailure.Permanent, error),
    };

    private static ServerException Transient(string code, string message, ServerFailure failure, MySqlException error) => new(code, message, failure, error) { IsTransient = true };

    private static string Refused(MySqlException error, string place) => $"The database {place} refused a row: {error.Message}.";

    private static string ReasonOf(Exception error) => error.InnerException is { } inner ? $"{error.Message.TrimEnd('.')}: {ReasonOf(inner)}" : error.Message;

    public static ServerException Unreachable(string place, string reason, Exception exception) => new(
        "database_unreachable", $"The database {place} cannot be reached: {reason.TrimEnd('.')}. Check that the server runs and that [database] sql_alchemy_conn names it.", ServerFailure.Connection, exception)
    {
        IsTransient = true,
    };
}
