namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks whether the assets of the task are active.</summary>
internal sealed record ValidateInletsAndOutlets : FrameMessage
{
    public override string Type => "ValidateInletsAndOutlets";
    private static ReadOnlySpan<byte> TypeUtf8 => "ValidateInletsAndOutlets"u8;
    public Guid TiId { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        fields.Type(TypeUtf8);
    }
}
