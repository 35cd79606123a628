namespace Airflow.Storage.Messaging;

/// <summary>Statements of a broker on a database server, where several take at once.</summary>
internal static class MessageServerSql
{
    /// <summary>What another is just taking is passed over.</summary>
    public const string ListFree = MessageSql.ListFree + "\nFOR UPDATE SKIP LOCKED";
}
