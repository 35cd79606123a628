namespace Airflow.Engine.Callbacks;

/// <summary>An event that its holder runs now.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Owner">Who holds it.</param>
/// <param name="Attempt">The how manieth claim this is, from 1; it tells a claim from an earlier one of the same holder.</param>
public sealed record CallbackClaim(CallbackEvent Event, string Owner, int Attempt);
