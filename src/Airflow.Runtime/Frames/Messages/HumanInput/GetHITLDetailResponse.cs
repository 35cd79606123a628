namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks whether people have answered.</summary>
internal sealed record GetHITLDetailResponse : FrameMessage
{
    public override string Type => "GetHITLDetailResponse";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetHITLDetailResponse"u8;
    public Guid TiId { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        fields.Type(TypeUtf8);
    }
}
