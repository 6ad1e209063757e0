package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A source read page by page. Tables of images are thousands of small reads, and in dumped memory each read walks the
/// page tables. Pages that cannot be read as a whole are read byte range by byte range, as asked.
///
/// Lives as long as one table is being read; not for use by several threads.
final class PageCache implements ByteSource {
    private static final int PAGE = 0x1000;
    private static final int MOST_PAGES = 64;

    private final ByteSource source;
    private final Map<Long, byte[]> pages = new HashMap<>();

    PageCache(ByteSource source) {
        this.source = source;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public void copy(long offset, byte[] target, int at, int length) {
        var page = offset < 0 || offset % PAGE + length > PAGE ? null : page(offset / PAGE);
        if (page == null || offset % PAGE + length > page.length) {
            source.copy(offset, target, at, length);
        } else {
            System.arraycopy(page, (int) (offset % PAGE), target, at, length);
        }
    }

    @Override
    public String text(long offset, int limit) {
        var text = new StringBuilder();
        var one = new byte[1];
        for (int i = 0; i < limit; i++) {
            copy(offset + i, one, 0, 1);
            if (one[0] == 0) {
                break;
            }
            text.append((char) (one[0] & 0xff));
        }
        return text.toString();
    }

    @Override
    public long u32(long offset) {
        var page = offset < 0 || offset % PAGE + 4 > PAGE ? null : page(offset / PAGE);
        return page == null || offset % PAGE + 4 > page.length
                ? LittleEndian.u32(bytes(offset, 4), 0)
                : LittleEndian.u32(page, (int) (offset % PAGE));
    }

    private byte @Nullable [] page(long number) {
        var known = pages.get(number);
        if (known != null) {
            return known.length == 0 ? null : known;
        }
        if (pages.size() >= MOST_PAGES) {
            pages.clear();
        }
        var page = load(number);
        pages.put(number, page);
        return page.length == 0 ? null : page;
    }

    private byte[] load(long number) {
        long start = number * PAGE;
        int length = Math.clamp(source.size() - start, 0, PAGE);
        try {
            return source.bytes(start, length);
        } catch (MalformedFileException partlyMissing) {
            return new byte[0];
        }
    }
}
