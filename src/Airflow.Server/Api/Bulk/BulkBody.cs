using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Bulk;

/// <summary>The body of every bulk operation.</summary>
internal static class BulkBody
{
    /// <param name="entity">What is created and updated; its name is the one of its schema.</param>
    /// <param name="isReadTwice">Whether Airflow reads the body a second time for its check of rights, and so tells what is wrong twice.</param>
    public static BodyModel Model(BodyModel entity, bool isReadTwice = false) => new(new BodyField("actions", BodyKind.List) { Item = new BulkActionShape(entity) })
    {
        Name = $"BulkBody_{entity.Name}_",
        IsReadTwice = isReadTwice,
    };
}
