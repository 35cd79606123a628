namespace Airflow.Server.Api.Bulk;

/// <summary>What is done with the entities of a bulk action.</summary>
internal enum BulkActionKind
{
    Create,
    Update,
    Delete,
}
