import { expect } from 'chai';
import { isAtPlace } from '../../../server/core/registries/place-match.js';

const at = (address: string, districtCode = '440118') => ({ address, districtCode });
const village = { districtCode: '440118', name: '增城区石滩镇麻车村', address: null };
const base = { districtCode: '440118', name: '青年空间', address: '新塘镇科技路8号A座' };

describe('Whether a business lies at a listed place', () => {
  it('is told by the name of the village in its address, however city and district are written', () => {
    expect(isAtPlace(at('广东省广州市增城区石滩镇麻车村东街 3 号'), village)).to.equal(true);
    expect(isAtPlace(at('石滩镇麻车村'), village)).to.equal(true);
    expect(isAtPlace(at('石滩镇三江村'), village)).to.equal(false);
  });

  it('is told by the address of the base, of which the business may be a room', () => {
    expect(isAtPlace(at('增城区新塘镇科技路8号A座,1203室'), base)).to.equal(true);
    expect(isAtPlace(at('增城区新塘镇科技路18号A座'), base)).to.equal(false);
  });

  it('takes 1 for another number than 12, and another district for another place', () => {
    const road = { ...base, address: '新塘镇科技路1' };
    expect(isAtPlace(at('新塘镇科技路12号'), road)).to.equal(false);
    expect(isAtPlace(at('石滩镇麻车村', '440117'), village)).to.equal(false);
    expect(isAtPlace(at('石滩镇麻车村', '440117'), { ...village, districtCode: null })).to.equal(false);
    expect(isAtPlace(at('麻车村', '440117'), { districtCode: null, name: '麻车村', address: null })).to.equal(
      true,
    );
  });

  it('is told in a district without a name of its own as well', () => {
    const beyond = { districtCode: '440000', name: '麻车村', address: null };
    expect(isAtPlace(at('石滩镇麻车村', '440000'), beyond)).to.equal(true);
    expect(isAtPlace(at('石滩镇三江村', '440000'), beyond)).to.equal(false);
  });

  it('is not told by a name too short to say anything', () => {
    expect(isAtPlace(at('大街3号'), { districtCode: null, name: '大街', address: '' })).to.equal(false);
  });
});
