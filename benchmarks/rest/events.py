"""Opens many event streams of one server and measures them: events.py PORT SERVER_PID STREAMS."""
import asyncio
import json
import sys
import time
import urllib.request

PORT, SERVER, STREAMS = (int(word) for word in sys.argv[1:4])
AT_ONCE = 200


def call(path, token=None, body=None):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", json.dumps(body).encode() if body is not None else None, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def wait_for(question, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := question():
                return found
        except OSError:
            pass
        time.sleep(0.2)
    sys.exit("the server or its DAG did not come")


def memory():
    with open(f"/proc/{SERVER}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


async def open_stream(token):
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT, limit=1 << 16)
    writer.write(f"GET /api/v2/events?kind=run HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    return reader, writer, int(head.split(b" ", 2)[1])


async def told(reader):
    while b'"success"' not in await reader.readline():
        pass
    return time.monotonic()


async def probe(token, times, stop):
    while not stop.is_set():
        begun = time.monotonic()
        await asyncio.to_thread(call, "/api/v2/dags", token)
        times.append(time.monotonic() - begun)
        await asyncio.sleep(0.02)


async def main():
    token = wait_for(lambda: call("/auth/token", body={"username": "admin", "password": "admin"})["access_token"])
    wait_for(lambda: call("/api/v2/dags", token)["total_entries"] == 1)
    for _ in range(50):
        call("/api/v2/dags", token)
    await asyncio.sleep(2)
    before = memory()

    begun, open_streams, gate = time.monotonic(), [], asyncio.Semaphore(AT_ONCE)

    async def one():
        async with gate:
            open_streams.append(await open_stream(token))

    await asyncio.gather(*(one() for _ in range(STREAMS)))
    refused = sum(status != 200 for _, _, status in open_streams)
    print(f"{STREAMS} streams opened in {time.monotonic() - begun:.1f} s, {refused} of them refused")
    _, writer, status = await open_stream(token)
    writer.close()
    print(f"one more: {status}")
    await asyncio.sleep(20)
    print(f"memory: {before / 1024:.0f} MB before, {memory() / 1024:.0f} MB with them, {(memory() - before) / STREAMS:.1f} KB for each")

    times, stop = [], asyncio.Event()
    probing = asyncio.create_task(probe(token, times, stop))
    for number in range(3):
        waiting = [asyncio.create_task(told(reader)) for reader, _, _ in open_streams]
        await asyncio.sleep(0.5)
        begun = time.monotonic()
        await asyncio.to_thread(call, "/api/v2/dags/told/dagRuns", token, {"logical_date": None, "dag_run_id": f"r{number}"})
        ends = sorted(await asyncio.wait_for(asyncio.gather(*waiting), 60))
        print(f"run {number + 1}: its end told to the first after {ends[0] - begun:.2f} s, to half after {ends[len(ends) // 2] - begun:.2f} s, to all after {ends[-1] - begun:.2f} s")
    stop.set()
    await probing
    times.sort()
    print(f"meanwhile GET /dags: {len(times)} answers, p50 {times[len(times) // 2] * 1000:.0f} ms, greatest {times[-1] * 1000:.0f} ms (the client runs on the same processors)")
    print(f"memory after them: {memory() / 1024:.0f} MB")


asyncio.run(main())
