namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the last successful run before this one.</summary>
internal sealed record GetPrevSuccessfulDagRun : FrameMessage
{
    public override string Type => "GetPrevSuccessfulDagRun";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetPrevSuccessfulDagRun"u8;
    public Guid TiId { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        fields.Type(TypeUtf8);
    }
}
