namespace Airflow.Runtime.Frames.Messages;

/// <summary>What the tasks of a run left for error reports.</summary>
internal sealed record TaskBreadcrumbsResult : FrameMessage
{
    public override string Type => "TaskBreadcrumbsResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "TaskBreadcrumbsResult"u8;
    public IReadOnlyList<FrameValue> Breadcrumbs { get; set; } = [];

    internal override void Visit(ref FieldCodec fields)
    {
        Breadcrumbs = fields.ValueList("breadcrumbs"u8, Breadcrumbs);
        fields.Type(TypeUtf8);
    }
}
